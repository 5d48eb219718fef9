namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>A running domain that libvirt keeps.</summary>
/// <param name="remove">Ends the domain and removes what was made for it.</param>
internal sealed class LibvirtGuest(
    Virsh virsh, string name, string owner, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts, DomainEnd end, Func<Task> remove)
    : Guest(LibvirtPlatform.Name, addresses, facts)
{
    public override Task<int> Exited => end.Seen;

    public override bool Pauses => true;

    public override Task Pause(CancellationToken ct) => Switch(GuestState.Running, "suspend", ct);

    public override Task Resume(CancellationToken ct) => Switch(GuestState.Paused, "resume", ct);

    protected override async Task StopOnce()
    {
        await remove();
        await end.DisposeAsync();
    }

    private async Task Switch(GuestState from, string order, CancellationToken ct)
    {
        if ((await virsh.State(name, owner, ct)).State == from) await virsh.Run([order, name], owner, ct);
    }
}
