using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Intervals;

/// <summary>Interval of a mean by Student's t (1908): x̄ ± t(n−1)·s/√n.</summary>
public static class MeanInterval
{
    /// <summary>Half the interval's width, in the unit of the values.</summary>
    /// <param name="effectiveN">How many independent values the sample is worth where its values depend on one another; null for all.</param>
    /// <returns>Null where fewer than two values, or fewer than two effective ones, leave no spread to judge by.</returns>
    /// <exception cref="ArgumentException">The moments hold NaN or infinity.</exception>
    public static double? HalfWidth(RunningMoments moments, double level = Interval.UsualLevel, double? effectiveN = null)
    {
        var missRate = Sample.MissRate(level);
        Sample.RequireFinite([moments.Mean, moments.SumOfSquaredDeviations]);
        var n = Math.Min(effectiveN ?? moments.Count, moments.Count);
        if (n < 2) return null;
        return StudentT.InvCDF(0, 1, n - 1, 1 - (missRate / 2)) * moments.StandardDeviation!.Value / Math.Sqrt(n);
    }

    /// <inheritdoc cref="HalfWidth"/>
    public static Interval? Of(RunningMoments moments, double level = Interval.UsualLevel, double? effectiveN = null) =>
        HalfWidth(moments, level, effectiveN) is { } half ? new Interval(moments.Mean - half, moments.Mean + half, level) : null;
}
