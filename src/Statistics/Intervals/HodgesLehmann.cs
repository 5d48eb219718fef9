using ActorBench.Statistics.Distributions;

namespace ActorBench.Statistics.Intervals;

/// <summary>Hodges and Lehmann's (1963) estimates of location: nearly as efficient as the mean, hardly moved by outliers.</summary>
/// <remarks>
/// Intervals take the ranks of R's <c>wilcox.test</c>, which never miss more often than their level says: exact ranks up to 400 values,
/// the normal approximation beyond. Time and memory grow with the square of the number of values.
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
        var averages = new double[values.Length * (values.Length + 1) / 2];
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i; j < values.Length; j++) averages[next++] = (values[i] + values[j]) / 2;
        }

        return FromRanks(averages, SignedRanks.LowerRank(values.Length, missRate), level);
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
        var differences = new double[x.Length * y.Length];
        var next = 0;
        foreach (var a in x)
        {
            foreach (var b in y) differences[next++] = a - b;
        }

        return FromRanks(differences, RankSums.LowerRank(x.Length, y.Length, missRate), level);
    }

    /// <summary>What x is to y: e to the median of all ln x − ln y.</summary>
    /// <returns>Null without values, or where one is not positive.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Estimate? Ratio(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = Interval.UsualLevel) =>
        Sample.Logarithms(x) is { } lnX && Sample.Logarithms(y) is { } lnY ? Shift(lnX, lnY, level)?.Map(Math.Exp) : null;

    private static Estimate FromRanks(double[] candidates, int rank, double level)
    {
        Array.Sort(candidates);
        var interval = rank < 1 ? (Interval?)null : new Interval(candidates[rank - 1], candidates[^rank], level);
        return new Estimate(Quantiles.MedianOfSorted(candidates)!.Value, interval);
    }
}
