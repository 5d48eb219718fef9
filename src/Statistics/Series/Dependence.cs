using ActorBench.Statistics.Comparisons;
using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Series;

/// <summary>Tests on the trials of a cell in order of execution; a test that the series is too short or too even for is null.</summary>
/// <param name="R1">Autocorrelation of neighbours.</param>
/// <param name="R1Limit">What |R1| stays below in 95 % of all independent series.</param>
/// <param name="EffectiveN">Independent values that would tell as much: what <see cref="Intervals.MeanInterval"/> widens by.</param>
public sealed record Dependence(double? R1, double R1Limit, TestResult? LjungBox, TestResult? SpearmanLag1, RunsResult? Runs, double EffectiveN)
{
    private const double PLimit = 0.05;

    /// <summary>One test or more fails at 5 %. Of independent series of ten to forty trials about one in eight fails, too.</summary>
    public bool IsDependent =>
        Math.Abs(R1 ?? 0) > R1Limit || LjungBox?.PValue < PLimit || SpearmanLag1?.PValue < PLimit || Runs?.PValue < PLimit;

    /// <summary>Of the hypothesis that the series is independent: the smallest of the tests' p-values after Holm's adjustment over them; 1 where no test can be made.</summary>
    /// <remarks>
    /// <see cref="IsDependent"/> asks each of four tests as if it were alone, and flags one independent cell in eight; in a campaign of ten cells
    /// three in four would have a flag. Whoever asks of several series adjusts this p-value over them once more.
    /// </remarks>
    public double FamilyPValue
    {
        get
        {
            double?[] tests = [R1 / R1Limit * 1.96 is { } z ? 2 * Normal.CDF(0, 1, -Math.Abs(z)) : null, LjungBox?.PValue, SpearmanLag1?.PValue, Runs?.PValue];
            return MultipleTests.Holm([.. tests.OfType<double>().Select(p => Math.Clamp(p, 0, 1))]).DefaultIfEmpty(1).Min();
        }
    }

    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Dependence Of(ReadOnlySpan<double> series) => new(
        Autocorrelation.At(series, 1),
        Autocorrelation.Limit(series.Length),
        Autocorrelation.LjungBox(series),
        Autocorrelation.SpearmanLag1(series),
        RunsTest.Test(series),
        Autocorrelation.EffectiveN(series));
}
