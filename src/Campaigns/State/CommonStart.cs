using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>The pair's side of a start together with other pairs: for each trial it asks the round, and keeps its answer until the trial is over.</summary>
internal sealed class CommonStart(PairLedger ledger, PairCommands.RunBlock grant, RoundShape round)
{
    /// <summary>The data connection and its handshake, on a machine that is busy.</summary>
    private const long ConnectNs = 100_000_000;

    /// <summary>Where nothing is known of the wire a first exchange is reckoned with this rate.</summary>
    private const long AssumedBitsPerSecond = 1_000_000_000;

    private RoundStart? _start;

    public void Ask(OpenAttempt open)
    {
        _start = null;
        AskAgain(open);
    }

    /// <summary>Nothing where the answer is known.</summary>
    public void AskAgain(OpenAttempt open)
    {
        if (_start is not null) return;
        var position = Array.FindIndex(grant.Trials, trial => trial.Number == open.Spec.Number) + 1;
        Tell(new RoundCommands.Ready(
            grant.Campaign, round, grant.Pair, position, open.Key, open.Initiator, open.Responder, LeadNs(open.Spec.Cell), grant.Settings.DurationNs ?? 0));
    }

    public RoundStart Take(RoundStart start) => _start = start;

    public void PutOff(OpenAttempt open, EndpointReplies.TooLate late)
    {
        // Of an instant that was put off already, or of the responder, whose window it is not.
        if (_start is { } start && late.StartAtNs == start.Initiator.StartAtNs)
            Tell(new RoundCommands.TooLate(grant.Campaign, round.Number, grant.Pair, open.Key, start.AtNs));
    }

    public void Forget() => _start = null;

    public void Leave() => Tell(new RoundCommands.Leave(grant.Campaign, round.Number, grant.Pair));

    /// <returns>Null where nobody knows: after a crash the answer of the round is gone.</returns>
    public StartFacts? Facts(InitiatorReport report)
    {
        if (_start is not { } start || report.Window is not { } window) return null;
        var clock = start.Initiator;
        return new StartFacts(
            start.Round,
            start.Position,
            start.Pairs,
            start.AtNs,
            clock.InRound(window.StartedNs, start.AtNs),
            clock.InRound(window.StoppedNs, start.AtNs),
            clock.BoundNs,
            start.Missing.Length == 0 ? null : start.Missing);
    }

    /// <summary>Twice the drain, for the interface may not be still at once, and one exchange and a half before the warm-up proper.</summary>
    private long LeadNs(Cell cell)
    {
        var exchange = 8e9 * ((double)cell.RequestBytes + cell.ResponseBytes) / (grant.Wire?.BitsPerSecond ?? AssumedBitsPerSecond);
        return ConnectNs + (2 * grant.Settings.DrainNs) + (long)(1.5 * exchange) + grant.Settings.WarmupNs;
    }

    private void Tell(IWithRoundId command) => ledger.Send(new PairEffect.TellRound(command));
}
