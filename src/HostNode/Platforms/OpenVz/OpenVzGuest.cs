using System.Net;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>A container in which the tool runs the guest node: its process here is the tool's, and ends with it.</summary>
internal sealed class OpenVzGuest(
    string platform, string name, VzTool tool, HostNetwork network, (IPAddress Data, IPAddress Management) addresses, ChildProcess program, IReadOnlyDictionary<string, string> facts) : IGuest
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task? _stopped;

    public string Platform => platform;

    public IPAddress DataAddress => addresses.Data;

    public IPAddress ManagementAddress => addresses.Management;

    public Task<int> Exited => program.Exited;

    public IReadOnlyDictionary<string, string> Facts => facts;

    // What the tools call suspending writes the container to disk.
    public bool Pauses => false;

    public Task Pause(CancellationToken ct) => Task.CompletedTask;

    public Task Resume(CancellationToken ct) => Task.CompletedTask;

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    private async Task StopOnce()
    {
        await program.Stop(Grace);
        await program.DisposeAsync();
        await tool.Remove(name, network.Prefix);
        Directory.Delete(MachineFolder.Of(name), recursive: true);
    }
}
