using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Messages.Pairs;

public interface IWithPairId : IWithCampaignId
{
    PairId Pair { get; }
}

/// <summary>A fact in a pair's journal.</summary>
public interface IPairEvent : IWithPairId
{
    DateTimeOffset At { get; }
}

/// <summary>The fact that ends a trial or an attempt: one a trial in a campaign without trouble.</summary>
public interface ITrialEvent : IPairEvent
{
    TrialSpec Spec { get; }
}

public static class PairEvents
{
    /// <summary>The pair holds both hosts' leases and begins the block, or goes on with it after a crash or a pause.</summary>
    public sealed record BlockStarted(
        CampaignId Campaign, PairId Pair, int Block, long InitiatorEpoch, long ResponderEpoch, DateTimeOffset At) : IPairEvent;

    /// <summary>An endpoint's machine as it was not seen before in this pair's journal: at its first block, and whenever something has changed.</summary>
    /// <param name="Hash">What the results of this endpoint carry from now on.</param>
    /// <param name="Facts">See <see cref="EnvironmentFingerprint"/>. Text from the host, not to be trusted.</param>
    public sealed record EnvironmentRecorded(
        CampaignId Campaign, PairId Pair, string Host, string Platform, string Hash, IReadOnlyDictionary<string, string> Facts, DateTimeOffset At) : IPairEvent;

    /// <summary>The accepted attempt of a trial. At most one a trial.</summary>
    public sealed record TrialRecorded(AttemptKey Key, TrialSpec Spec, TrialResult Result, DateTimeOffset At) : ITrialEvent
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;
    }

    public sealed record AttemptFailed(AttemptKey Key, TrialSpec Spec, TrialFailure Failure, DateTimeOffset At) : ITrialEvent
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;
    }

    /// <summary>The trial will not be tried again: its attempts are used up, or it was open at three crashes in a row.</summary>
    public sealed record TrialQuarantined(
        CampaignId Campaign, PairId Pair, TrialSpec Spec, string Reason, DateTimeOffset At) : ITrialEvent;

    /// <summary>The quarantined trial is tried again, its attempts counted on and its retries anew.</summary>
    /// <param name="Number">Of the <see cref="RetryOrder"/>.</param>
    public sealed record TrialRetried(
        CampaignId Campaign, PairId Pair, TrialSpec Spec, int Number, DateTimeOffset At) : ITrialEvent;

    /// <summary>The trial's platform can't run in this lab.</summary>
    public sealed record TrialUnsupported(
        CampaignId Campaign, PairId Pair, TrialSpec Spec, string Reason, DateTimeOffset At) : ITrialEvent;

    /// <summary>Stopped on request between two trials; the open trial is no crash.</summary>
    public sealed record BlockPaused(CampaignId Campaign, PairId Pair, int Block, string Reason, DateTimeOffset At) : IPairEvent;
}
