using MathNet.Numerics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Do several groups spread equally far? Analysis of variance of |x − median| (Brown and Forsythe 1974).</summary>
public static class BrownForsythe
{
    /// <returns>Null below two groups, for a group without values, and where no distance differs from its group's mean.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? Test(params IReadOnlyList<double[]> groups) => Groups.Comparable(groups) ? Anova(groups, _ => 1) : null;

    /// <summary>The same of |x − median| / |median|: do the CVs differ?</summary>
    /// <returns>Null also where a median is zero.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? TestRelative(params IReadOnlyList<double[]> groups) =>
        Groups.Comparable(groups) && groups.All(group => Quantiles.Median(group) != 0) ? Anova(groups, Math.Abs) : null;

    private static TestResult? Anova(IReadOnlyList<double[]> groups, Func<double, double> unit)
    {
        RunningMoments[] distances = [.. groups.Select(group => Distances(group, unit))];
        var all = distances.Aggregate((a, b) => a.Merge(b));
        var within = distances.Sum(group => group.SumOfSquaredDeviations);
        var (df1, df2) = (groups.Count - 1.0, all.Count - (double)groups.Count);
        if (within <= 0 || df2 <= 0) return null;
        var between = distances.Sum(group => group.Count * (group.Mean - all.Mean) * (group.Mean - all.Mean));
        var f = between / df1 / (within / df2);
        return new TestResult(f, SpecialFunctions.BetaRegularized(df2 / 2, df1 / 2, df2 / (df2 + (df1 * f))));
    }

    private static RunningMoments Distances(double[] group, Func<double, double> unit)
    {
        var median = Quantiles.Median(group)!.Value;
        return RunningMoments.Of(group.Select(value => Math.Abs(value - median) / unit(median)));
    }
}
