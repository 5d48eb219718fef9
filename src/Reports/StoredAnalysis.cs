using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports;

/// <summary>The analysis of a stored campaign, finished or not.</summary>
public static class StoredAnalysis
{
    /// <param name="plan">The campaign's, from <see cref="StoredCampaign.PlanOf"/>.</param>
    public static CampaignAnalysis Of(CampaignRecord record, CampaignPlan plan)
    {
        var remaining = new RemainingPlan(plan, record.Looks);
        return CampaignAnalysis.Of(new AnalysisInput(
            plan.Cells,
            [.. plan.Cells.Select(remaining.Planned)],
            plan.Spec.Baseline,
            LabWire.Of(record.Started.Lab),
            record.TrialEvents,
            SplitBlocks(record),
            Precision: remaining.Precision,
            Rounds: plan.Spec.Concurrency is null ? null : [.. plan.Blocks.Select(block => block.Round)],
            OneMachine: record.Started.Lab.GetValueOrDefault("kind") is "netns" or "loopback"));
    }

    /// <summary>What the rules find in it.</summary>
    public static IReadOnlyList<Finding> FindingsOf(CampaignRecord record, CampaignAnalysis analysis) =>
        FindingRules.Of(new FindingContext(analysis, record.Environments));

    /// <summary>Blocks that were begun more than once: something came between their trials.</summary>
    private static HashSet<int> SplitBlocks(CampaignRecord record) =>
    [
        .. record.Pairs.SelectMany(pair => pair.Events).Select(e => e.Event).OfType<PairEvents.BlockStarted>()
            .CountBy(e => e.Block).Where(block => block.Value > 1).Select(block => block.Key),
    ];
}
