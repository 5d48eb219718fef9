using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using ActorBench.Reports.Thresholds;
using ActorBench.Statistics.Findings;

namespace ActorBench.Cli.Running;

/// <summary>What a finished campaign's stored trials say of its numbers.</summary>
internal sealed record RunVerdict(IReadOnlyList<ThresholdOutcome> Thresholds, IReadOnlyList<Finding> Findings)
{
    public static RunVerdict Of(StorePlace store, CampaignId campaign, CampaignPlan plan)
    {
        using var reader = StoreReader.Open(store.Address);
        var record = reader.Read(campaign, TrialDetail.WithoutHistogram)!;
        var analysis = StoredAnalysis.Of(record, plan);
        return new RunVerdict(ThresholdCheck.Of(plan.Spec, analysis), StoredAnalysis.FindingsOf(record, analysis));
    }

    /// <summary>A trial without a result weighs more than a threshold, and a threshold more than precision.</summary>
    public int ExitCodeOf(CampaignStatus status) =>
        status.State != CampaignState.Done ? ExitCode.FinishedWithFailures
        : Thresholds.Any(one => !one.Passed) ? ExitCode.ThresholdFailed
        : status.Precision?.All(one => one.Look.Met) == false ? ExitCode.PrecisionNotMet
        : ExitCode.Success;
}
