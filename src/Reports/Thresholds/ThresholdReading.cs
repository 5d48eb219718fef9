using System.Globalization;
using ActorBench.Campaigns.Plans;
using ActorBench.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;
using ActorBench.Statistics.Intervals;

namespace ActorBench.Reports.Thresholds;

/// <summary>What one cell says to a threshold.</summary>
/// <param name="Margin">Distance of the unfavourable end from the limit, below 0 beyond it; the least there is where nothing is proven.</param>
internal sealed record ThresholdReading(bool Holds, double Margin, string Evidence)
{
    public static ThresholdReading Of(Threshold threshold, CellAnalysis cell, CampaignAnalysis analysis)
    {
        var comparison = analysis.Comparisons.FirstOrDefault(one => one.Cell.Cell == cell.Cell);
        var compares = threshold.Metric is ThresholdMetric.Overhead or ThresholdMetric.Ratio;
        var n = compares ? comparison?.Ratio.Blocks ?? 0 : cell.N;
        var name = Words.Name(cell.Cell);
        if (Estimated(threshold.Metric, cell, comparison) is not { } estimate)
            return Unproven(cell.Unsupported is { } reason ? $"{name}: unsupported, {Words.Inert(reason)}" : $"{name}: no value from {Count(n, compares)}");
        if (estimate.Interval is not { } interval)
            return Unproven($"{name}: {Shown(threshold.Metric, estimate.Value)} from {Count(n, compares)} proves nothing, {ResultTable.TooFew}");
        var end = threshold.BoundsFromAbove ? interval.High : interval.Low;
        return new ThresholdReading(
            threshold.HoldsFor(end),
            threshold.BoundsFromAbove ? threshold.Limit - end : end - threshold.Limit,
            $"{name}: {Shown(threshold.Metric, estimate.Value)} [{Number(threshold.Metric, interval.Low)}, {Number(threshold.Metric, interval.High)}], n = {n}");
    }

    private static ThresholdReading Unproven(string evidence) => new(false, double.NegativeInfinity, evidence);

    private static Estimate? Estimated(ThresholdMetric metric, CellAnalysis cell, PlatformComparison? comparison) => metric switch
    {
        ThresholdMetric.Cv => cell.Figures.Moments.CoefficientOfVariation is { } cv ? Percent(new Estimate(cv, cell.Figures.CvInterval)) : null,
        ThresholdMetric.Rate => cell.N > 0 ? new Estimate(cell.Figures.Moments.Mean, cell.Figures.MeanInterval) : null,
        ThresholdMetric.Overhead => comparison?.OverheadPercent,
        ThresholdMetric.Ratio => comparison?.Ratio is { Ratio: { } ratio } measured ? measured.Test?.Ratio ?? new Estimate(ratio, null) : null,
        ThresholdMetric.P50 => Latency(cell.Latency?.P50),
        ThresholdMetric.P90 => Latency(cell.Latency?.P90),
        ThresholdMetric.P99 => Latency(cell.Latency?.P99),
        _ => Loss(cell),
    };

    private static Estimate? Latency(TrialMedian? percentile) => percentile is null ? null : new Estimate(percentile.Median, percentile.Interval);

    /// <summary>Mean over the trials; those that lost every exchange have no rate, and count here.</summary>
    private static Estimate? Loss(CellAnalysis cell)
    {
        var trials = cell.Trials.Concat(cell.WithoutRate).Select(trial => trial.Result.Initiator.Counters).Where(trial => trial.Exchanges + trial.Lost > 0);
        var moments = RunningMoments.Of(trials.Select(trial => (double)trial.Lost / (trial.Exchanges + trial.Lost)));
        return moments.Count == 0 ? null
            : Percent(new Estimate(moments.Mean, moments.Count < RateFigures.FewestForInterval ? null : MeanInterval.Of(moments)));
    }

    private static Estimate Percent(Estimate fraction) => fraction.Map(value => 100 * value);

    private static string Count(int n, bool blocks) => $"{n} {(blocks ? "common block" : "trial")}{(n == 1 ? "" : "s")}";

    private static string Shown(ThresholdMetric metric, double value) => Number(metric, value) + metric switch
    {
        ThresholdMetric.Rate => " Mbit/s",
        ThresholdMetric.P50 or ThresholdMetric.P90 or ThresholdMetric.P99 => " us",
        ThresholdMetric.Ratio => "",
        _ => " %",
    };

    private static string Number(ThresholdMetric metric, double value) => value.ToString(
        metric switch
        {
            ThresholdMetric.Rate => "0.###",
            ThresholdMetric.P50 or ThresholdMetric.P90 or ThresholdMetric.P99 => "0.#",
            ThresholdMetric.Ratio => "0.0000",
            ThresholdMetric.Loss => "0.####",
            _ => "0.00",
        },
        CultureInfo.InvariantCulture);
}
