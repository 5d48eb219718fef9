namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>How a hypervisor's tool is asked for a domain's state and told to pause it.</summary>
/// <param name="Run">Gives the domain one of the two orders.</param>
internal sealed record DomainSwitch(string Pause, string Resume, Func<CancellationToken, Task<GuestState>> State, Func<string, CancellationToken, Task> Run);

/// <summary>A running domain that a hypervisor's tool keeps.</summary>
/// <param name="exited">Nobody has to look again and again whether the domain lives.</param>
/// <param name="watch">Sees the domain's end, and is disposed after it.</param>
/// <param name="remove">Ends the domain and removes what was made for it.</param>
internal sealed class DomainGuest(
    string platform, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts, DomainSwitch domain, Task<int> exited, IAsyncDisposable watch, Func<Task> remove)
    : Guest(platform, addresses, facts)
{
    public override Task<int> Exited => exited;

    public override bool Pauses => true;

    // Xen counts: a domain that was paused twice must be woken twice.
    public override Task Pause(CancellationToken ct) => Switch(GuestState.Running, domain.Pause, ct);

    public override Task Resume(CancellationToken ct) => Switch(GuestState.Paused, domain.Resume, ct);

    protected override async Task StopOnce()
    {
        await remove();
        await watch.DisposeAsync();
    }

    private async Task Switch(GuestState from, string order, CancellationToken ct)
    {
        if (await domain.State(ct) == from) await domain.Run(order, ct);
    }
}
