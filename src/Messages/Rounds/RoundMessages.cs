using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Rounds;

/// <summary>Addressed to the entity that lets the pairs of one round begin together.</summary>
public interface IWithRoundId : IWithCampaignId
{
    int Round { get; }
}

/// <summary>What a pair tells its round. All of it may be repeated.</summary>
public static class RoundCommands
{
    /// <summary>Both endpoints of the pair are prepared, and the trial at this position may begin.</summary>
    /// <param name="Position">Of the trial in its block, from 1; the same cell for all members.</param>
    /// <param name="LeadNs">From the order to the beginning of the window: connecting, a still interface, the warm-up.</param>
    /// <param name="LengthNs">Expected length of the window.</param>
    public sealed record Ready(
        CampaignId Campaign,
        RoundShape Shape,
        PairId Pair,
        int Position,
        AttemptKey Key,
        EndpointAddress Initiator,
        EndpointAddress Responder,
        long LeadNs,
        long LengthNs) : IWithRoundId
    {
        public int Round => Shape.Number;
    }

    /// <summary>The initiator got its order when the instant was too near.</summary>
    /// <param name="AtNs">The instant in the round's clock.</param>
    public sealed record TooLate(CampaignId Campaign, int Round, PairId Pair, AttemptKey Key, long AtNs) : IWithRoundId;

    /// <summary>The pair has no more trials in this round, or was told to stop: nobody waits for it.</summary>
    public sealed record Leave(CampaignId Campaign, int Round, PairId Pair) : IWithRoundId;
}

/// <summary>What a round tells one of its pairs.</summary>
public static class RoundReplies
{
    /// <summary>The same attempt may be told another instant before the first one has come.</summary>
    public sealed record StartAt(CampaignId Campaign, PairId Pair, AttemptKey Key, RoundStart Start) : IWithPairId;

    /// <param name="Reason">One sentence for people.</param>
    public sealed record NotStarted(CampaignId Campaign, PairId Pair, AttemptKey Key, string Reason) : IWithPairId;
}

/// <summary>When a trial begins, in three clocks.</summary>
/// <param name="Missing">Members of the round that do not begin at this instant.</param>
/// <param name="AtNs">The instant in the round's clock, which is the monotonic clock of the coordinator that holds the round.</param>
/// <param name="LeadNs">From the decision to the instant.</param>
public sealed record RoundStart(
    int Round, int Position, int Pairs, string[] Missing, long AtNs, long LeadNs, EndpointClock Initiator, EndpointClock Responder);

/// <summary>An endpoint's monotonic clock beside the round's.</summary>
/// <param name="StartAtNs">What it shows at the instant.</param>
/// <param name="DriftPpb">How much faster than the round's it runs, in nanoseconds a second.</param>
/// <param name="BoundNs">Largest error of <paramref name="StartAtNs"/>.</param>
public sealed record EndpointClock(long StartAtNs, double DriftPpb, long BoundNs)
{
    /// <summary>From this endpoint's clock to the round's.</summary>
    /// <param name="atNs">The instant in the round's clock.</param>
    public long InRound(long ownNs, long atNs) => atNs + (long)Math.Round((ownNs - StartAtNs) / (1 + (DriftPpb / 1e9)));
}
