using ActorBench.Statistics.Distributions;

namespace ActorBench.Statistics.Intervals;

/// <summary>Hodges and Lehmann's (1963) estimates of location: nearly as efficient as the mean, hardly moved by outliers.</summary>
/// <remarks>
/// Intervals take the ranks of R's <c>wilcox.test</c>, which never miss more often than their level says: exact ranks up to 400 values,
/// the normal approximation beyond.
/// </remarks>
public static class HodgesLehmann
{
    /// <summary>The pseudo-median: the median of the means of all pairs, each value paired with itself too (Walsh averages).</summary>
    /// <returns>Null without values; without an interval below 6 values at 0.95.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Estimate? Center(ReadOnlySpan<double> values, double level = Interval.UsualLevel)
    {
        var missRate = Sample.MissRate(level);
        Sample.RequireFinite(values);
        if (values.IsEmpty) return null;
        return FromRanks(PairwiseSums.Within(Sample.Sorted(values)), 0.5, SignedRanks.LowerRank(values.Length, missRate), level);
    }

    /// <summary>How far x lies above y: the median of all differences x − y.</summary>
    /// <returns>Null without values on either side; without an interval below 4 and 4 values at 0.95.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Estimate? Shift(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = Interval.UsualLevel)
    {
        var missRate = Sample.MissRate(level);
        Sample.RequireFinite(x);
        Sample.RequireFinite(y);
        if (x.IsEmpty || y.IsEmpty) return null;
        double[] lessY = [.. y];
        for (var i = 0; i < lessY.Length; i++) lessY[i] = -lessY[i];
        Array.Sort(lessY);
        return FromRanks(PairwiseSums.Between(Sample.Sorted(x), lessY), 1, RankSums.LowerRank(x.Length, y.Length, missRate), level);
    }

    /// <summary>What x is to y: e to the median of all ln x − ln y.</summary>
    /// <returns>Null without values, or where one is not positive.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Estimate? Ratio(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = Interval.UsualLevel) =>
        Sample.Logarithms(x) is { } lnX && Sample.Logarithms(y) is { } lnY ? Shift(lnX, lnY, level)?.Map(Math.Exp) : null;

    /// <param name="scale">Of a sum to a candidate.</param>
    private static Estimate FromRanks(PairwiseSums sums, double scale, int rank, double level)
    {
        var (lower, upper) = (scale * sums.At((sums.Count + 1) / 2), scale * sums.At((sums.Count / 2) + 1));
        var interval = rank < 1 ? (Interval?)null : new Interval(scale * sums.At(rank), scale * sums.At(sums.Count - rank + 1), level);
        return new Estimate(lower + ((upper - lower) / 2), interval);
    }
}
