using ActorBench.Statistics.Distributions;
using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Wilcoxon's signed-rank test (1945): do differences within blocks lie about zero?</summary>
public static class SignedRank
{
    /// <summary>Exact without ties and zeros up to 400 differences, else by the normal approximation with corrections for ties and continuity.</summary>
    /// <param name="differences">Zeros are left out, as Wilcoxon did.</param>
    /// <returns>The sum of the positive ranks; null where no difference is left.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? Test(ReadOnlySpan<double> differences)
    {
        Sample.RequireFinite(differences);
        double[] nonZero = [.. differences.ToArray().Where(d => d != 0)];
        var n = nonZero.Length;
        if (n == 0) return null;
        double[] sizes = [.. nonZero.Select(Math.Abs)];
        var ties = Ties.Term(sizes);
        var ranks = ArrayStatistics.RanksInplace(sizes);
        var w = nonZero.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        var exact = ties == 0 && n == differences.Length && n <= SignedRanks.ExactLimit;
        var p = exact
            ? RankTails.PValue((int)w, SignedRanks.Cumulative(n))
            : RankTails.PValue(w, SignedRanks.Mean(n), SignedRanks.Variance(n) - (ties / 48));
        return new TestResult(w, p);
    }
}
