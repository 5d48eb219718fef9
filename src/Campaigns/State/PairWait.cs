namespace ActorBench.Campaigns.State;

/// <summary>What a pair waits for, as its campaign shows it.</summary>
internal sealed class PairWait(PairLedger ledger)
{
    /// <summary>Longer than an answer takes.</summary>
    private static readonly TimeSpan PatientFor = TimeSpan.FromSeconds(5);

    private string? _shown;

    public void Over() => Show(null, trouble: false);

    public void For(string reason) => Show(reason, trouble: true);

    public void ForHost(string host, TimeSpan since)
    {
        if (since >= PatientFor) Show($"Host {host} is another's; this pair is waiting for its turn.", trouble: false);
    }

    public void ForEndpoints(IEnumerable<string> hosts, IEnumerable<string> platforms, TimeSpan since)
    {
        if (since >= PatientFor) Show($"The endpoints of {string.Join(" and ", hosts)} ({string.Join(", ", platforms)}) are waited for.", trouble: true);
    }

    /// <param name="trouble">It is not in the order of things, as waiting for others is.</param>
    private void Show(string? reason, bool trouble)
    {
        if (reason is null && _shown is null) return;
        // Again also when it is the same, for whoever was told may be gone.
        ledger.Send(new PairEffect.ShowWaiting(reason, trouble && reason != _shown));
        _shown = reason;
    }
}
