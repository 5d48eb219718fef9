using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Analysis;

/// <summary>The median over trials of a figure that each trial has: percentiles are never averaged.</summary>
/// <param name="Interval">By order statistics; null below <see cref="RateFigures.FewestForInterval"/> trials.</param>
public sealed record TrialMedian(double Median, Interval? Interval)
{
    /// <returns>Null where no trial has the figure.</returns>
    public static TrialMedian? Of(IEnumerable<double?> perTrial)
    {
        double[] values = [.. perTrial.OfType<double>()];
        return Quantiles.Median(values) is { } median ? new TrialMedian(median, QuantileInterval.Median(values)) : null;
    }
}
