using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Does something happen more often in one of two groups? Fisher's exact test of a table of two by two (1934).</summary>
public static class FisherExact
{
    // Tables as probable as the one seen count, whatever the last bits of their probabilities; R's fisher.test takes the same.
    private const double Rounding = 1 + 1e-7;

    /// <returns>The two-sided p-value: the chance, with these totals, of a table that is no more probable than this one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or happened more often than it could.</exception>
    public static double PValue(int happened, int of, int happenedOther, int ofOther)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(happened);
        ArgumentOutOfRangeException.ThrowIfNegative(happenedOther);
        ArgumentOutOfRangeException.ThrowIfLessThan(of, happened);
        ArgumentOutOfRangeException.ThrowIfLessThan(ofOther, happenedOther);
        var (all, total) = (of + ofOther, happened + happenedOther);
        var seen = Hypergeometric.PMF(all, total, of, happened) * Rounding;
        var (least, most) = (Math.Max(0, total - ofOther), Math.Min(total, of));
        return Math.Min(1, Enumerable.Range(least, most - least + 1).Select(k => Hypergeometric.PMF(all, total, of, k)).Where(p => p <= seen).Sum());
    }
}
