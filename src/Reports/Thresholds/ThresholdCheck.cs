using ActorBench.Campaigns.Plans;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Thresholds;

/// <summary>Holds a campaign's figures against the thresholds of its file.</summary>
public static class ThresholdCheck
{
    /// <returns>In the file's order; none where the file has none.</returns>
    public static IReadOnlyList<ThresholdOutcome> Of(CampaignSpec spec, CampaignAnalysis analysis) => [];
}
