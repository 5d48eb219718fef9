using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Statistics;

public static class StatisticsCommands
{
    /// <summary>The event is in the pair's journal under this number; a gap before it means that some were missed.</summary>
    public sealed record Fold(CampaignId Campaign, PairId Pair, long SequenceNr, IPairEvent Event) : IWithCampaignId;

    /// <summary>The stop rule has decided: the plan is shorter from now on. Safe to repeat.</summary>
    /// <param name="Number">From 1; where one before it was missed, it is in the campaign's journal.</param>
    /// <param name="Look">The last one.</param>
    public sealed record ShortenPlan(CampaignId Campaign, int Number, CampaignEvents.PrecisionLooked Look) : IWithCampaignId;

    /// <summary>What the campaign's own journal says of it. Safe to repeat.</summary>
    public sealed record ShowState(CampaignId Campaign, CampaignState State) : IWithCampaignId;

    /// <summary>The pair's block does not go on. Only for the eye: never stored.</summary>
    /// <param name="Reason">Null when it goes on again.</param>
    public sealed record PairWaits(CampaignId Campaign, PairId Pair, string? Reason) : IWithCampaignId;

    /// <summary>A trial is in flight. Only for the eye: never stored.</summary>
    public sealed record TrialOpened(CampaignId Campaign, PairId Pair, RunningTrial Trial) : IWithCampaignId;
}

public static class StatisticsQueries
{
    /// <summary>Answered to the campaign by <see cref="CampaignCommands.TakeLook"/> once every trial up to that repetition is folded.</summary>
    public sealed record Look(CampaignId Campaign, int AfterRepetition) : IWithCampaignId;

    /// <summary>Answered by <see cref="CampaignStatus"/>.</summary>
    public sealed record GetStatus(CampaignId Campaign) : IWithCampaignId;
}
