using ActorBench.Statistics;

namespace ActorBench.Coordinator.Statistics;

/// <param name="Marks">The last sequence number folded of each pair's journal.</param>
public sealed record StatisticsSnapshot(Dictionary<string, long> Marks, CampaignFoldSnapshot Fold);
