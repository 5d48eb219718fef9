using ActorBench.Messages.Plans;

namespace ActorBench.Statistics;

/// <summary>What a fold must know of a plan before the first trial.</summary>
/// <param name="Cells">In the order in which tables show them.</param>
/// <param name="TrialsPerCell">Repetitions times pairs.</param>
/// <param name="SecondsPerTrialEstimate">The planner's, warm-up and pauses between trials included.</param>
public sealed record CampaignFoldPlan(
    CampaignId Campaign,
    string PlanHash,
    ulong Seed,
    IReadOnlyDictionary<string, string> Lab,
    DateTimeOffset StartedAt,
    IReadOnlyList<Cell> Cells,
    int TrialsPerCell,
    double SecondsPerTrialEstimate,
    string? Baseline = null);
