using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;

namespace ActorBench.Campaigns.State;

/// <summary>What a campaign answers and whom it tells, once the events are in the journal.</summary>
/// <param name="Reply">To the sender of the command; null for none.</param>
/// <param name="StopDone">Answer the one who asked for the stop.</param>
public sealed record CampaignStep(
    IReadOnlyList<ICampaignEvent> Events,
    IReadOnlyList<IWithPairId> ToPairs,
    IReadOnlyList<IWithCampaignId> ToStatistics,
    object? Reply = null,
    bool StopDone = false);

/// <summary>Every few seconds: tell again what is still open.</summary>
public sealed record CampaignTick;
