using ActorBench.Statistics.Distributions;
using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Outcome of Mann and Whitney's test (1947): do values of one sample tend to lie above those of the other?</summary>
/// <param name="U">Pairs in which x lies above y; a tie counts one half.</param>
/// <param name="Exact">The p-value is from the exact distribution: no ties, and not more than 400 values.</param>
/// <param name="CliffsDelta">Effect size, from −1 (all x below all y) to 1 (Cliff 1993).</param>
public readonly record struct MannWhitneyResult(double U, double PValue, bool Exact, double CliffsDelta);

public static class MannWhitney
{
    /// <returns>Null without values on either side.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static MannWhitneyResult? Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Sample.RequireFinite(x);
        Sample.RequireFinite(y);
        var (n, m) = (x.Length, y.Length);
        if (n == 0 || m == 0) return null;
        double[] all = [.. x, .. y];
        var ties = Ties.Term(all);
        var u = ArrayStatistics.RanksInplace(all).Take(n).Sum() - (n * (n + 1.0) / 2);
        var exact = ties == 0 && n + m <= RankSums.ExactLimit;
        var p = exact
            ? RankTails.PValue((int)u, RankSums.Cumulative(n, m))
            : RankTails.PValue(u, RankSums.Mean(n, m), RankSums.Variance(n, m, ties));
        return new MannWhitneyResult(u, p, exact, (2 * u / n / m) - 1);
    }
}
