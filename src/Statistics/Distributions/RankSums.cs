namespace ActorBench.Statistics.Distributions;

/// <summary>Null distribution of Mann and Whitney's U for samples of n and m without ties.</summary>
internal static class RankSums
{
    /// <summary>Largest n + m with the exact distribution.</summary>
    public const int ExactLimit = 400;

    public static double Mean(int n, int m) => (double)n * m / 2;

    /// <param name="tieTerm">Σ(t³ − t) over the groups of t equal values.</param>
    public static double Variance(int n, int m, double tieTerm = 0)
    {
        double all = n + m;
        return (double)n * m / 12 * (all + 1 - (tieTerm / (all * (all - 1))));
    }

    /// <returns>P(U ≤ u) at index u, from 0 to n·m.</returns>
    /// <remarks>
    /// The counts are the coefficients of the Gaussian binomial ∏ (1 − q^(m+i)) / (1 − q^i). Only their lower half is computed, where
    /// they grow and the subtraction loses nothing; the upper half mirrors it.
    /// </remarks>
    public static double[] Cumulative(int n, int m)
    {
        var top = n * m;
        var half = top / 2;
        var counts = new double[top + 1];
        counts[0] = 1;
        for (var i = 1; i <= n; i++)
        {
            for (var u = half; u >= m + i; u--) counts[u] -= counts[u - m - i];
            for (var u = i; u <= half; u++) counts[u] += counts[u - i];
        }

        for (var u = 0; u < top - half; u++) counts[top - u] = counts[u];
        var all = counts.Sum();
        for (var u = 0; u <= top; u++) counts[u] /= all;
        return RankTails.Accumulate(counts);
    }

    /// <summary>Rank k, counted from 1 in the sorted differences, of an interval's lower end; its upper end is as far from the top.</summary>
    /// <returns>0 where the samples cannot reach the miss rate.</returns>
    public static int LowerRank(int n, int m, double missRate) => n + m <= ExactLimit
        ? RankTails.LowerRank(Cumulative(n, m), missRate)
        : RankTails.LowerRank(Mean(n, m), Variance(n, m), missRate);
}
