using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Statistics;

public static class StatisticsCommands
{
    /// <summary>The event is in the pair's journal under this number; a gap before it means that some were missed.</summary>
    public sealed record Fold(CampaignId Campaign, PairId Pair, long SequenceNr, IPairEvent Event) : IWithCampaignId;

    /// <summary>A trial is in flight. Only for the eye: never stored.</summary>
    public sealed record TrialOpened(CampaignId Campaign, PairId Pair, RunningTrial Trial) : IWithCampaignId;
}

public static class StatisticsQueries
{
    /// <summary>Answered by <see cref="CampaignStatus"/>.</summary>
    public sealed record GetStatus(CampaignId Campaign) : IWithCampaignId;
}
