using ActorBench.Campaigns.Plans;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Thresholds;

/// <summary>Holds a campaign's figures against the thresholds of its file.</summary>
public static class ThresholdCheck
{
    /// <summary>A threshold is passed when every cell that it covers holds it with the unfavourable end of its interval.</summary>
    /// <returns>In the file's order; none where the file has none.</returns>
    public static IReadOnlyList<ThresholdOutcome> Of(CampaignSpec spec, CampaignAnalysis analysis) =>
        [.. spec.Thresholds.Select(threshold => Outcome(threshold, analysis))];

    private static ThresholdOutcome Outcome(Threshold threshold, CampaignAnalysis analysis)
    {
        var text = $"{threshold.Name} {threshold.Condition}";
        var readings = analysis.Measured.Where(cell => threshold.Covers(cell.Cell)).Select(cell => ThresholdReading.Of(threshold, cell, analysis)).ToList();
        if (readings.MinBy(reading => reading.Margin) is not { } nearest) return new ThresholdOutcome(text, false, "the campaign has no such cell");
        var failed = readings.Count(reading => !reading.Holds);
        var others = readings.Count == 1 ? "" : failed > 0 ? $"; {failed} of {readings.Count} cells fail" : $", the nearest of {readings.Count} cells";
        return new ThresholdOutcome(text, failed == 0, nearest.Evidence + others);
    }
}
