using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Stopping;

/// <summary>One look of the sequential rule at the cells that are compared with each other: they leave together or go on together.</summary>
/// <remarks>
/// Looking after every trial would stop at lucky moments: with looks from 3 trials on an interval said to cover 95 % covers 91 %. Few
/// looks, and none before ten trials, keep it above 92.5 %.
/// </remarks>
public static class PrecisionLook
{
    /// <param name="targetPercent">Half-width that the 95 % intervals of mean and median must both reach, in per cent of the estimate.</param>
    /// <param name="rates">The accepted trials' rates, a list a cell. One cell without an interval is not precise.</param>
    /// <exception cref="ArgumentException">A rate is NaN or infinite.</exception>
    public static ComparisonLook At(Protocol protocol, string sizeClass, int requestBytes, double targetPercent, IEnumerable<double[]> rates)
    {
        var cells = rates.Select(HalfWidths).ToList();
        var mean = Widest(cells.Select(cell => cell.MeanPercent));
        var median = Widest(cells.Select(cell => cell.MedianPercent));
        return new ComparisonLook(protocol, sizeClass, requestBytes, mean, median, mean <= targetPercent && median <= targetPercent);
    }

    /// <summary>Half-widths of Student's interval and of that by order statistics, in per cent of the mean and the median; null where there is none.</summary>
    /// <exception cref="ArgumentException">A rate is NaN or infinite.</exception>
    public static (double? MeanPercent, double? MedianPercent) HalfWidths(double[] rates)
    {
        var moments = RunningMoments.Of(rates);
        return (
            Percent(MeanInterval.HalfWidth(moments), moments.Mean),
            Percent(QuantileInterval.Median(rates)?.HalfWidth, Quantiles.Median(rates)));
    }

    private static double? Percent(double? halfWidth, double? estimate) => estimate > 0 ? 100 * halfWidth / estimate : null;

    /// <returns>Null for no cells, and where one has no value.</returns>
    private static double? Widest(IEnumerable<double?> percents)
    {
        double? widest = null;
        foreach (var percent in percents)
        {
            if (percent is not { } value) return null;
            widest = Math.Max(widest ?? 0, value);
        }

        return widest;
    }
}
