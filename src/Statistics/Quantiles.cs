using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics;

/// <summary>Sample quantiles of type 7 (Hyndman and Fan 1996), the default of R, NumPy and spreadsheets.</summary>
public static class Quantiles
{
    /// <param name="p">From 0 to 1; 0.5 is the median.</param>
    /// <returns>Null without values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside 0 to 1.</exception>
    public static double? Of(ReadOnlySpan<double> values, double p) => OfSorted(Sample.Sorted(values), p);

    /// <inheritdoc cref="Of"/>
    public static double? Median(ReadOnlySpan<double> values) => Of(values, 0.5);

    internal static double? OfSorted(double[] sorted, double p)
    {
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for by a fraction from 0 to 1.");
        return sorted.Length == 0 ? null : SortedArrayStatistics.QuantileCustom(sorted, p, QuantileDefinition.R7);
    }

    internal static double? MedianOfSorted(double[] sorted) => OfSorted(sorted, 0.5);
}
