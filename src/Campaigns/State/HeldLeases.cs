using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>A pair's leases on its two hosts.</summary>
/// <remarks>By the pair's clock each ends no later than by the host's: it is counted from when the pair asked.</remarks>
internal sealed class HeldLeases(PairLedger ledger, CampaignId campaign, PairId pair, long firstRequest)
{
    /// <summary>Often enough that a lease outlives some lost messages.</summary>
    private const int RenewalsALease = 4;

    private readonly Dictionary<string, Held> _held = [];
    private readonly Dictionary<string, int> _accepted = [];
    private long _request = firstRequest;
    private TimeSpan _longest;

    /// <summary>Both hosts, in name order, so that two pairs with the same hosts never wait for each other.</summary>
    public string[] HostsInOrder { get; } = [.. new[] { pair.Initiator, pair.Responder }.Order(StringComparer.Ordinal)];

    public bool Both => _held.Count == 2;

    public bool Holds(string host) => _held.ContainsKey(host);

    public long EpochOf(string host) => _held[host].Epoch;

    /// <summary>When the first of the two leases ends.</summary>
    public DateTimeOffset Until => _held.Values.Min(h => h.Until);

    public bool Lasts(TimeSpan time) => Both && Until - ledger.Now >= time;

    /// <param name="longest">The longest that one attempt may take.</param>
    public void Begin(TimeSpan longest)
    {
        _longest = longest;
        Renumber();
        Ask();
    }

    /// <summary>The host that is asked now.</summary>
    public string Wanted => HostsInOrder.First(h => !_held.ContainsKey(h));

    public void Ask()
    {
        ledger.Send(new PairEffect.TellHost(new HostCommands.TakeLease(Wanted, campaign, pair, _request, _longest, ledger.Now)));
    }

    public bool IsCurrent(long request) => request == _request;

    /// <summary>An answer that has been overtaken by a later one changes nothing.</summary>
    public void Take(HostReplies.LeaseTaken lease)
    {
        if (_held.TryGetValue(lease.Host, out var held) && (lease.Epoch < held.Epoch || lease.AskedAt < held.AskedAt)) return;
        _held[lease.Host] = new Held(lease.Epoch, lease.AskedAt, lease.AskedAt + lease.Holds);
    }

    public void Renewed(HostReplies.LeaseTaken lease)
    {
        if (_held.TryGetValue(lease.Host, out var held) && held.Epoch == lease.Epoch) Take(lease);
    }

    /// <param name="all">Also those that have just been renewed.</param>
    public void Renew(bool all)
    {
        foreach (var (host, held) in _held)
        {
            if (!all && ledger.Now - held.AskedAt < (held.Until - held.AskedAt) / RenewalsALease) continue;
            ledger.Send(new PairEffect.TellHost(new HostCommands.RenewLease(host, campaign, pair, _request, held.Epoch, ledger.Now, TakeAccepted(host))));
        }
    }

    public void GiveBack()
    {
        foreach (var (host, held) in _held)
            ledger.Send(new PairEffect.TellHost(new HostCommands.ReleaseLease(host, campaign, pair, held.Epoch, TakeAccepted(host))));
        Renumber();
    }

    /// <summary>Of no use here: given back, for whoever waits for this host may hold the one that is wanted here.</summary>
    public void Decline(HostReplies.LeaseTaken lease) =>
        ledger.Send(new PairEffect.TellHost(new HostCommands.ReleaseLease(lease.Host, campaign, pair, lease.Epoch)));

    /// <summary>An attempt has ended with a result; the hosts hear of it when they are spoken to next.</summary>
    public void CountAccepted()
    {
        foreach (var host in HostsInOrder) _accepted[host] = _accepted.GetValueOrDefault(host) + 1;
    }

    /// <summary>An attempt failed because of this host, or of its guest.</summary>
    public void Blame(string host, string platform, AttemptKey attempt, TrialFailure failure) =>
        ledger.Send(new PairEffect.TellHost(new HostCommands.ReportFailure(host, platform, attempt, failure, TakeAccepted(host))));

    private void Renumber()
    {
        _held.Clear();
        _request++;
    }

    private int TakeAccepted(string host)
    {
        _accepted.Remove(host, out var accepted);
        return accepted;
    }

    private readonly record struct Held(long Epoch, DateTimeOffset AskedAt, DateTimeOffset Until);
}
