using System.Net;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>A running QEMU with the guest node inside.</summary>
internal sealed class QemuGuest(string platform, MachinePlace place, ChildProcess qemu, IReadOnlyDictionary<string, string> facts) : IGuest
{
    /// <summary>The guest node takes its leave and the machine switches itself off.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private volatile bool _paused;
    private Task? _stopped;

    public string Platform => platform;

    public IPAddress DataAddress => place.DataAddress;

    public IPAddress ManagementAddress => place.ManagementAddress ?? place.DataAddress;

    public Task<int> Exited => qemu.Exited;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public bool Pauses => true;

    public async Task Pause(CancellationToken ct)
    {
        await QmpClient.Execute(place.Socket, "stop", ct);
        _paused = true;
    }

    public async Task Resume(CancellationToken ct)
    {
        await QmpClient.Execute(place.Socket, "cont", ct);
        _paused = false;
    }

    public Task Stop()
    {
        lock (_gate) return _stopped ??= StopOnce();
    }

    public ValueTask DisposeAsync() => new(Stop());

    private async Task StopOnce()
    {
        // Nothing inside it hears that it should end.
        if (_paused) LinuxCalls.SendSignal(qemu.Pid, LinuxCalls.SigTerm);
        await qemu.Stop(Grace);
        await qemu.DisposeAsync();
        await place.Remove();
    }
}
