using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Stopping;

/// <summary>One look of the sequential rule at the cells that are compared with each other.</summary>
public static class PrecisionLook
{
    /// <param name="targetPercent">Half-width that the 95 % intervals of mean and median must both reach, in per cent of the estimate.</param>
    /// <param name="rates">The accepted trials' rates, a list a cell. One cell without an interval is not precise.</param>
    public static ComparisonLook At(Protocol protocol, string sizeClass, int requestBytes, double targetPercent, IEnumerable<double[]> rates)
    {
        var cells = rates.ToList();
        var mean = Widest(cells.Select(MeanPercent));
        var median = Widest(cells.Select(MedianPercent));
        return new ComparisonLook(protocol, sizeClass, requestBytes, mean, median, mean <= targetPercent && median <= targetPercent);
    }

    private static double? MeanPercent(double[] rates)
    {
        var moments = RunningMoments.Of(rates);
        return Percent(MeanInterval.HalfWidth(moments), moments.Mean);
    }

    /// <summary>The wider side: an interval of order statistics need not lie evenly around the median.</summary>
    private static double? MedianPercent(double[] rates)
    {
        if (QuantileInterval.Median(rates) is not { } interval || Quantiles.Median(rates) is not { } median) return null;
        return Percent(Math.Max(median - interval.Low, interval.High - median), median);
    }

    private static double? Percent(double? halfWidth, double estimate) => estimate > 0 ? 100 * halfWidth / estimate : null;

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
