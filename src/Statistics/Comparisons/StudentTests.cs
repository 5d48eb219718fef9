using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Outcome of a t test.</summary>
/// <param name="PValue">Two-sided.</param>
public readonly record struct TTestResult(double T, double DegreesOfFreedom, double PValue);

/// <summary>Tests of means. Means that differ without any spread have an infinite t and a p-value of 0; equal ones 0 and 1.</summary>
public static class StudentTests
{
    /// <summary>Two independent means whose spreads may differ (Welch 1947).</summary>
    /// <returns>Null below two values on either side.</returns>
    /// <exception cref="ArgumentException">The moments hold NaN or infinity.</exception>
    public static TTestResult? Welch(RunningMoments x, RunningMoments y)
    {
        if (SquaredError(x) is not { } a || SquaredError(y) is not { } b) return null;
        // By shares, for squares of small errors would underflow.
        var (shareA, shareB) = a + b > 0 ? (a / (a + b), b / (a + b)) : (0.5, 0.5);
        var df = 1 / ((shareA * shareA / (x.Count - 1)) + (shareB * shareB / (y.Count - 1)));
        return Result(x.Mean - y.Mean, Math.Sqrt(a + b), df);
    }

    /// <summary>Is the mean of differences within blocks zero?</summary>
    /// <returns>Null below two differences.</returns>
    /// <exception cref="ArgumentException">The moments hold NaN or infinity.</exception>
    public static TTestResult? Paired(RunningMoments differences) =>
        SquaredError(differences) is { } squared ? Result(differences.Mean, Math.Sqrt(squared), differences.Count - 1) : null;

    private static double? SquaredError(RunningMoments moments)
    {
        Sample.RequireFinite([moments.Mean, moments.SumOfSquaredDeviations]);
        return moments.Count < 2 ? null : moments.SumOfSquaredDeviations / (moments.Count - 1) / moments.Count;
    }

    private static TTestResult Result(double difference, double error, double df)
    {
        var t = difference == 0 ? 0 : difference / error;
        return new TTestResult(t, df, 2 * StudentT.CDF(0, 1, df, -Math.Abs(t)));
    }
}
