using ActorBench.Statistics.Distributions;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Tests of several groups at once. All need two groups with a value in each, and some spread; else they return null.</summary>
public static class GroupTests
{
    /// <summary>Do the groups lie equally high? (Kruskal and Wallis 1952, corrected for ties; χ² approximation.)</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? KruskalWallis(params IReadOnlyList<double[]> groups)
    {
        if (!Comparable(groups)) return null;
        double[] all = [.. groups.SelectMany(group => group)];
        double n = all.Length;
        var correction = 1 - (Ties.Term(all) / ((n * n * n) - n));
        if (correction <= 0) return null;
        var ranks = ArrayStatistics.RanksInplace(all);
        var (start, sum) = (0, 0.0);
        foreach (var group in groups)
        {
            var rankSum = ranks.Skip(start).Take(group.Length).Sum();
            sum += rankSum * rankSum / group.Length;
            start += group.Length;
        }

        var h = ((12 / (n * (n + 1)) * sum) - (3 * (n + 1))) / correction;
        return new TestResult(h, SpecialFunctions.GammaUpperRegularized((groups.Count - 1) / 2.0, Math.Max(0, h) / 2));
    }

    /// <summary>Do the groups spread equally far? Analysis of variance of |x − median| (Brown and Forsythe 1974).</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? BrownForsythe(params IReadOnlyList<double[]> groups) => Comparable(groups) ? Anova(groups, _ => 1) : null;

    /// <summary>The same for spreads relative to each group's median: do the CVs differ?</summary>
    /// <returns>Null also where a median is zero.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? BrownForsytheRelative(params IReadOnlyList<double[]> groups) =>
        Comparable(groups) && groups.All(group => Quantiles.Median(group) != 0) ? Anova(groups, Math.Abs) : null;

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

    private static bool Comparable(IReadOnlyList<double[]> groups)
    {
        foreach (var group in groups) Sample.RequireFinite(group);
        return groups.Count >= 2 && groups.All(group => group.Length > 0);
    }
}
