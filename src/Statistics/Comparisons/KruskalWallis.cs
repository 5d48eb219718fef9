using ActorBench.Statistics.Distributions;
using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Do several groups lie equally high? (Kruskal and Wallis 1952, corrected for ties; χ² approximation.)</summary>
public static class KruskalWallis
{
    /// <returns>Null below two groups, for a group without values, and where all values are equal.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? Test(params IReadOnlyList<double[]> groups)
    {
        if (!Groups.Comparable(groups)) return null;
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
}
