using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Intervals;

/// <summary>Ranks of two order statistics, the smallest value having rank 1.</summary>
/// <param name="Coverage">Chance that they enclose the quantile, whatever the distribution; at least the level asked for.</param>
public readonly record struct RankInterval(int Low, int High, double Coverage);

/// <summary>Interval of a median or any other quantile by order statistics (David and Nagaraja 2003, 7.1): no distribution is assumed.</summary>
public static class QuantileInterval
{
    // So that a tail which equals half the miss rate counts as reaching it, whatever its last bits.
    private const double Rounding = 1e-12;

    /// <param name="p">The quantile, between 0 and 1; 0.5 is the median.</param>
    /// <returns>Null below <see cref="SmallestN"/> values. For the median the ranks are as far from either end.</returns>
    public static RankInterval? Ranks(int n, double p, double level = Interval.UsualLevel)
    {
        var tail = (Sample.MissRate(level) / 2) + Rounding;
        RequireFraction(p);
        var low = FirstWhere(0, n, k => Below(k) > tail);
        var high = FirstWhere(1, n + 1, k => 1 - Below(k - 1) <= tail);
        return low < 1 || high > n
            ? null
            : new RankInterval(low, high, Below(high - 1) - Below(low - 1));

        // The chance that at most so many values lie below the quantile.
        double Below(int k) => Binomial.CDF(p, n, k);
    }

    /// <summary>How many values the interval needs at least: 6 for a median at 0.95, 368 for a p99.</summary>
    public static int SmallestN(double p, double level = Interval.UsualLevel)
    {
        var tail = Sample.MissRate(level) / 2;
        RequireFraction(p);
        var rarer = Math.Max(p, 1 - p);
        return (int)Math.Ceiling((Math.Log(tail) / Math.Log(rarer)) - Rounding);
    }

    /// <inheritdoc cref="Of"/>
    public static Interval? Median(ReadOnlySpan<double> values, double level = Interval.UsualLevel) => Of(values, 0.5, level);

    /// <returns>Null below <see cref="SmallestN"/> values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Interval? Of(ReadOnlySpan<double> values, double p, double level = Interval.UsualLevel)
    {
        var sorted = Sample.Sorted(values);
        return Ranks(sorted.Length, p, level) is { } ranks ? new Interval(sorted[ranks.Low - 1], sorted[ranks.High - 1], level) : null;
    }

    private static void RequireFraction(double p)
    {
        if (p is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "An interval is for a quantile between 0 and 1.");
    }

    private static int FirstWhere(int low, int high, Func<int, bool> holdsFromSomewhere)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (holdsFromSomewhere(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
