using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Ratio of two independent means with Fieller's interval (1954), in the form of Kalibera and Jones (2013).</summary>
public static class RatioOfMeans
{
    /// <summary>x̄/ȳ, with the half-width h = t(n−1)·s/√n of each mean taken from its own sample.</summary>
    /// <returns>
    /// Null without values or with a baseline of zero. Without an interval below two values on either side, and where the baseline's own
    /// interval holds zero: it is too noisy for a ratio.
    /// </returns>
    /// <exception cref="ArgumentException">The moments hold NaN or infinity.</exception>
    public static Estimate? Fieller(RunningMoments x, RunningMoments baseline, double level = Interval.UsualLevel)
    {
        var halfX = MeanInterval.HalfWidth(x, level);
        var halfY = MeanInterval.HalfWidth(baseline, level);
        if (x.Count == 0 || baseline.Count == 0 || baseline.Mean == 0) return null;
        return new Estimate(x.Mean / baseline.Mean, halfX is { } hx && halfY is { } hy ? Bounded(x.Mean, hx, baseline.Mean, hy, level) : null);
    }

    private static Interval? Bounded(double x, double halfX, double y, double halfY, double level)
    {
        var denominator = (y * y) - (halfY * halfY);
        if (denominator <= 0) return null;
        // x²y² − (y² − h²)(x² − h²) multiplied out, so that x²y² cancels on paper and not in the last digits.
        var root = Math.Sqrt((x * x * halfY * halfY) + (denominator * halfX * halfX));
        return new Interval(((x * y) - root) / denominator, ((x * y) + root) / denominator, level);
    }
}
