using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Comparisons;

/// <summary>Ratio of two platforms measured in the same blocks, from d = ln x − ln y of each block: drift from block to block falls out.</summary>
public static class BlockedRatio
{
    /// <summary>The geometric mean of the blocks' ratios with Student's interval.</summary>
    /// <param name="x">By block.</param>
    /// <param name="baseline">By block, in the same order.</param>
    /// <returns>Null without blocks, or where a value is not positive; without an interval for one block.</returns>
    /// <exception cref="ArgumentException">The numbers of blocks differ, or a value is NaN or infinite.</exception>
    public static Estimate? StudentT(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline, double level = Interval.UsualLevel)
    {
        if (LogRatios(x, baseline) is not { Length: > 0 } ratios) return null;
        var moments = RunningMoments.Of(ratios);
        return new Estimate(moments.Mean, MeanInterval.Of(moments, level)).Map(Math.Exp);
    }

    /// <summary>The pseudo-median of the blocks' ratios with the interval of the signed-rank test.</summary>
    /// <inheritdoc cref="StudentT"/>
    public static Estimate? HodgesLehmann(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline, double level = Interval.UsualLevel) =>
        LogRatios(x, baseline) is { } ratios ? Intervals.HodgesLehmann.Center(ratios, level)?.Map(Math.Exp) : null;

    internal static double[]? LogRatios(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline)
    {
        Sample.RequireSameBlocks(x, baseline);
        var (lnX, lnY) = (Sample.Logarithms(x), Sample.Logarithms(baseline));
        return lnX is null || lnY is null ? null : [.. lnX.Zip(lnY, (a, b) => a - b)];
    }
}
