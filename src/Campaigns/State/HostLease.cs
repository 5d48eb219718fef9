using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Hosts.HostCommands;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>Who may use the host, until when, and who waits for it.</summary>
/// <remarks>
/// After a crash the journal's holder still counts as one: it may not know of the crash, and its agents may be at work. It is told of its
/// lease as soon as another wants it, and gives it back unless it goes on; if nobody can tell it, the lease ends by itself.
/// </remarks>
internal sealed class HostLease(HostLedger ledger, HostRules rules, HostFence fence)
{
    /// <summary>No pair asks under this number, so that a holder out of the journal never takes the answer for a fresh one.</summary>
    private const long UnknownRequest = 0;

    private readonly List<TakeLease> _waiting = [];
    private TakeLease? _holder = Recovered(ledger.State, rules);
    private DateTimeOffset? _until;
    private DateTimeOffset? _lastOver;
    private bool _untold;

    public TakeLease? Holder => _holder;

    public DateTimeOffset? Until => _until;

    public bool IsHeldBy(TakeLease holder) => _holder is not null && SamePair(_holder, holder);

    public IEnumerable<string> Waiting => _waiting.Select(Name);

    public static string Name(TakeLease lease) => $"{lease.Campaign}/{lease.Pair}";

    public void Take(TakeLease ask)
    {
        if (_holder is null || SamePair(_holder, ask))
        {
            var repeated = _holder?.Request == ask.Request;
            _holder = ask;
            var holds = Holds(ask);
            if (!repeated) Grant(ask, holds);
            Extend();
            _waiting.RemoveAll(w => SamePair(w, ask));
            Tell(ask);
            return;
        }

        // Who asks again keeps its place in the queue.
        var place = _waiting.FindIndex(w => SamePair(w, ask));
        if (place >= 0) _waiting[place] = ask;
        else _waiting.Add(ask);
        if (_holder.Request == UnknownRequest) Tell(_holder);
    }

    /// <summary>The holder hears of the lease that it could not be told of while the fence was up.</summary>
    public void TellLate()
    {
        if (_untold && _holder is not null) Tell(_holder);
    }

    /// <returns>False when the lease is not the asker's any more.</returns>
    public bool Renew(RenewLease ask)
    {
        if (_holder is null || _holder.Campaign != ask.Campaign || _holder.Pair != ask.Pair || ledger.State.Epoch != ask.Epoch) return false;
        _holder = _holder with { Request = ask.Request, At = ask.At };
        Extend();
        Tell(_holder);
        return true;
    }

    /// <returns>True when the lease was the asker's, and now is free for the next.</returns>
    public bool GiveBack(ReleaseLease release)
    {
        if (_holder is null || _holder.Campaign != release.Campaign || _holder.Pair != release.Pair || ledger.State.Epoch != release.Epoch) return false;
        End(silent: false);
        return true;
    }

    public void GoOn()
    {
        if (_holder is not null || _waiting is not [var next, ..]) return;
        _waiting.RemoveAt(0);
        Take(next);
    }

    public void Look()
    {
        if (_holder is null) return;
        // Out of the journal: whoever holds it may have renewed it a moment before the crash.
        if (_until is null) Extend();
        if (ledger.Now > _until + rules.Margin)
        {
            End(silent: true);
            GoOn();
        }
        else if (_waiting.Count > 0)
        {
            // A holder that crashed after its last trial gave nothing back; told of its lease while others wait, it does.
            Tell(_holder);
        }
    }

    /// <summary>The holder and all who wait hear why they get no lease; they ask again.</summary>
    public void RefuseAll(string reason)
    {
        foreach (var ask in _holder is null ? _waiting : _waiting.Prepend(_holder)) Refuse(ask.Campaign, ask.Pair, ask.Request, reason);
        _waiting.Clear();
    }

    public void Refuse(CampaignId campaign, PairId pair, long request, string reason) =>
        ledger.TellPair(campaign, pair, new HostReplies.LeaseRefused(ledger.Host, campaign, pair, request, reason));

    private void Grant(TakeLease ask, TimeSpan holds)
    {
        var (before, since) = (ledger.State.LastHolder, ledger.State.HolderSince);
        ledger.Record(new LeaseGranted(ledger.Host, Name(ask), ledger.State.Epoch + 1, ledger.At, holds));
        if (ledger.State.HolderSince == since) return;
        // After a crash nobody knows any more when the last one was over; it was not longer than another one is.
        fence.Raise(ledger.State.HolderSince, before is null ? ledger.Now : _lastOver ?? ledger.Now + holds + rules.Margin);
    }

    private void End(bool silent)
    {
        _lastOver = silent ? ledger.Now : (_until ?? ledger.Now + Holds(_holder!)) + rules.Margin;
        (_holder, _until) = (null, null);
        ledger.Record(new LeaseReleased(ledger.Host, ledger.State.Epoch, ledger.At, silent));
    }

    private void Extend() => _until = ledger.Now + Holds(_holder!);

    private TimeSpan Holds(TakeLease lease) => rules.Lease + lease.Longest;

    private void Tell(TakeLease lease)
    {
        _untold = fence.IsUp;
        if (_untold) return;
        ledger.TellPair(
            lease.Campaign,
            lease.Pair,
            new HostReplies.LeaseTaken(ledger.Host, lease.Campaign, lease.Pair, lease.Request, ledger.State.Epoch, Holds(lease), lease.At));
    }

    private static bool SamePair(TakeLease a, TakeLease b) => a.Campaign == b.Campaign && a.Pair == b.Pair;

    private static TakeLease? Recovered(HostState state, HostRules rules)
    {
        if (state.Lease is not { } lease) return null;
        var slash = lease.Holder.LastIndexOf('/');
        var longest = lease.Holds is { } holds && holds > rules.Lease ? holds - rules.Lease : TimeSpan.Zero;
        return new TakeLease(state.Host, new CampaignId(lease.Holder[..slash]), PairId.Parse(lease.Holder[(slash + 1)..]), UnknownRequest, longest);
    }
}
