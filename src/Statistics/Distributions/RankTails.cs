using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Distributions;

/// <summary>What the distributions of rank sums share.</summary>
internal static class RankTails
{
    /// <summary>So that a tail which equals the miss rate counts as reaching it, whatever its last bits.</summary>
    private const double Rounding = 1e-12;

    public static double[] Accumulate(double[] probabilities)
    {
        for (var i = 1; i < probabilities.Length; i++) probabilities[i] += probabilities[i - 1];
        return probabilities;
    }

    /// <summary>R's conservative convention: the largest k with 2·P(statistic ≤ k − 1) ≤ miss rate.</summary>
    public static int LowerRank(double[] cumulative, double missRate)
    {
        var k = 0;
        while (k < cumulative.Length && 2 * cumulative[k] <= missRate + Rounding) k++;
        return k;
    }

    /// <summary>The same by the normal approximation with continuity correction.</summary>
    public static int LowerRank(double mean, double variance, double missRate) =>
        Math.Max(0, (int)Math.Floor(mean + 0.5 + (Math.Sqrt(variance) * Normal.InvCDF(0, 1, missRate / 2))));

    /// <summary>Two-sided p of a statistic by the normal approximation with continuity correction.</summary>
    public static double PValue(double statistic, double mean, double variance)
    {
        if (variance <= 0) return 1;
        var z = Math.Max(0, Math.Abs(statistic - mean) - 0.5) / Math.Sqrt(variance);
        return Math.Min(1, 2 * Normal.CDF(0, 1, -z));
    }

    /// <summary>Two-sided p of an integer statistic whose distribution is symmetric.</summary>
    public static double PValue(int statistic, double[] cumulative)
    {
        var nearer = Math.Min(statistic, cumulative.Length - 1 - statistic);
        return Math.Min(1, 2 * cumulative[nearer]);
    }
}
