using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Comparisons;

/// <summary>How much more one platform's values scatter than the baseline's: ratio of the CVs, with a bootstrap interval.</summary>
/// <remarks>It has no simple formula. From ten blocks it is wide: CVs differ credibly only when one is about twice the other.</remarks>
public static class CvRatio
{
    /// <param name="x">By block.</param>
    /// <param name="baseline">By block, in the same order.</param>
    /// <returns>Null where a CV does not exist or is zero, in the sample or in a replicate.</returns>
    /// <exception cref="ArgumentException">The numbers of blocks differ, or a value is NaN or infinite.</exception>
    public static Estimate? OverBlocks(double[] x, double[] baseline, double level = Interval.UsualLevel, ulong seed = 1)
    {
        Sample.RequireSameBlocks(x, baseline);
        RequireFinite(x, baseline);
        return Plain(BcaBootstrap.OverBlocks(x.Length, blocks => Cv(x, blocks) / Cv(baseline, blocks), level, seed));
    }

    /// <summary>For values that do not come in common blocks.</summary>
    /// <returns>Null where a CV does not exist or is zero, in the sample or in a replicate.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Estimate? OverSamples(double[] x, double[] baseline, double level = Interval.UsualLevel, ulong seed = 1)
    {
        RequireFinite(x, baseline);
        return Plain(BcaBootstrap.OverSamples(x.Length, baseline.Length, (i, j) => Cv(x, i) / Cv(baseline, j), level, seed));
    }

    /// <summary>Called ten thousand times for an interval: two passes without a division, about the first value so that equal ones give exactly zero.</summary>
    private static double Cv(double[] values, ReadOnlySpan<int> indices)
    {
        if (indices.Length < 2) return double.NaN;
        var (first, sum, squares) = (values[indices[0]], 0.0, 0.0);
        foreach (var i in indices) sum += values[i] - first;
        var shift = sum / indices.Length;
        foreach (var i in indices)
        {
            var deviation = values[i] - first - shift;
            squares += deviation * deviation;
        }

        var mean = first + shift;
        return mean == 0 ? double.NaN : Math.Sqrt(squares / (indices.Length - 1)) / Math.Abs(mean);
    }

    private static Estimate? Plain(BcaEstimate? ratio) => ratio is { } r ? new Estimate(r.Value, r.Interval) : null;

    private static void RequireFinite(double[] x, double[] baseline)
    {
        Sample.RequireFinite(x);
        Sample.RequireFinite(baseline);
    }
}
