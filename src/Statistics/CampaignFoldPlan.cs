using ActorBench.Messages.Plans;

namespace ActorBench.Statistics;

/// <summary>What a fold must know of a plan before the first trial.</summary>
/// <param name="Cells">In the order in which tables show them.</param>
/// <param name="Planned">Trials of each cell, at the cell's index; a stop rule may shorten them later.</param>
/// <param name="SecondsPerTrialEstimate">The planner's, warm-up and pauses between trials included.</param>
/// <param name="TrialsPerBlock">The same in each block; 0 where nothing is to be paired by blocks.</param>
public sealed record CampaignFoldPlan(
    CampaignId Campaign,
    string PlanHash,
    ulong Seed,
    IReadOnlyDictionary<string, string> Lab,
    DateTimeOffset StartedAt,
    IReadOnlyList<Cell> Cells,
    IReadOnlyList<int> Planned,
    double SecondsPerTrialEstimate,
    string? Baseline = null,
    int TrialsPerBlock = 0);
