namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>A running QEMU with the guest node inside.</summary>
internal sealed class QemuGuest(string platform, MachinePlace place, ChildProcess qemu, IReadOnlyDictionary<string, string> facts) : Guest(platform, place.Addresses, facts)
{
    /// <summary>The guest node takes its leave and the machine switches itself off.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private volatile bool _paused;

    public override Task<int> Exited => qemu.Exited;

    public override bool Pauses => true;

    public override async Task Pause(CancellationToken ct)
    {
        await QmpClient.Execute(place.Socket, "stop", ct);
        _paused = true;
    }

    public override async Task Resume(CancellationToken ct)
    {
        await QmpClient.Execute(place.Socket, "cont", ct);
        _paused = false;
    }

    protected override async Task StopOnce()
    {
        // Nothing inside it hears that it should end.
        if (_paused) LinuxCalls.SendSignal(qemu.Pid, LinuxCalls.SigTerm);
        await qemu.Stop(Grace);
        await qemu.DisposeAsync();
        await place.Remove();
    }
}
