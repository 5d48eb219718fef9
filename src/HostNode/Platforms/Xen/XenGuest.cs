namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>A running domain.</summary>
/// <param name="console">Ends with the domain; nobody has to look again and again whether it lives.</param>
/// <param name="remove">Ends the domain and removes what was made for it.</param>
internal sealed class XenGuest(
    string platform, string name, string owner, GuestAddresses addresses, IReadOnlyDictionary<string, string> facts, ChildProcess console, Func<Task> remove)
    : Guest(platform, addresses, facts)
{
    public override Task<int> Exited => console.Exited;

    public override bool Pauses => true;

    // Xen counts: a domain that was paused twice must be woken twice.
    public override Task Pause(CancellationToken ct) => Switch(GuestState.Running, "pause", ct);

    public override Task Resume(CancellationToken ct) => Switch(GuestState.Paused, "unpause", ct);

    protected override async Task StopOnce()
    {
        await remove();
        await console.DisposeAsync();
    }

    private async Task Switch(GuestState from, string order, CancellationToken ct)
    {
        if (XlOutput.State(await Xl.Run(["list", name], owner, ct)) == from) await Xl.Run([order, name], owner, ct);
    }
}
