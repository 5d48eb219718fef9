using System.Net;
using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>A running domain.</summary>
/// <param name="console">Ends with the domain; nobody has to look again and again whether it lives.</param>
internal sealed class XenGuest(
    string platform, string name, HostNetwork network, (IPAddress Data, IPAddress Management) addresses, ChildProcess console, IReadOnlyDictionary<string, string> facts) : IGuest
{
    private readonly Lock _gate = new();
    private Task? _stopped;

    public string Platform => platform;

    public IPAddress DataAddress => addresses.Data;

    public IPAddress ManagementAddress => addresses.Management;

    public Task<int> Exited => console.Exited;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public bool Pauses => true;

    // Xen counts: a domain that was paused twice must be woken twice.
    public Task Pause(CancellationToken ct) => Switch(GuestState.Running, "pause", ct);

    public Task Resume(CancellationToken ct) => Switch(GuestState.Paused, "unpause", ct);

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    private async Task Switch(GuestState from, string order, CancellationToken ct)
    {
        if (XlOutput.State(await Xl.Run(["list", name], network.Prefix, ct)) == from) await Xl.Run([order, name], network.Prefix, ct);
    }

    private async Task StopOnce()
    {
        await Xl.Destroy(name, network.Prefix);
        await console.DisposeAsync();
        Directory.Delete(MachineFolder.Of(name), recursive: true);
    }
}
