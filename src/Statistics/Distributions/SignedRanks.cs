namespace ActorBench.Statistics.Distributions;

/// <summary>Null distribution of Wilcoxon's signed-rank statistic W, the sum of the ranks of the positive differences.</summary>
internal static class SignedRanks
{
    /// <summary>Largest n with the exact distribution; beyond it the normal approximation is good to four digits.</summary>
    public const int ExactLimit = 400;

    public static double Mean(int n) => n * (n + 1.0) / 4;

    public static double Variance(int n) => n * (n + 1.0) * ((2.0 * n) + 1) / 24;

    /// <returns>P(W ≤ w) at index w, from 0 to n(n+1)/2: each rank is in the sum with a chance of one half.</returns>
    public static double[] Cumulative(int n)
    {
        var p = new double[(n * (n + 1) / 2) + 1];
        p[0] = 1;
        for (int rank = 1, top = 0; rank <= n; top += rank++)
        {
            for (var w = top + rank; w >= rank; w--) p[w] = (p[w] + p[w - rank]) / 2;
            for (var w = 0; w < rank; w++) p[w] /= 2;
        }

        return RankTails.Accumulate(p);
    }

    /// <summary>Rank k, counted from 1 in the sorted Walsh averages, of an interval's lower end; its upper end is as far from the top.</summary>
    /// <returns>0 where n values cannot reach the miss rate.</returns>
    public static int LowerRank(int n, double missRate) => n <= ExactLimit
        ? RankTails.LowerRank(Cumulative(n), missRate)
        : RankTails.LowerRank(Mean(n), Variance(n), missRate);
}
