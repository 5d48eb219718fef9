using ActorBench.Statistics.Comparisons;
using ActorBench.Statistics.Shape;

namespace ActorBench.Statistics.Analysis;

/// <summary>How a ratio's interval and test were made.</summary>
public enum RatioMethod
{
    /// <summary>Student's t of the blocks' log-ratios.</summary>
    BlockedT,

    /// <summary>Pseudo-median and signed-rank interval of the blocks' log-ratios, for these are not normal (Shapiro-Wilk, p below 0.05); Mann and Whitney's test.</summary>
    BlockedRanks,
}

/// <summary>A cell's rates as a ratio to the baseline's, block by block.</summary>
/// <param name="Blocks">That hold a trial of both.</param>
/// <param name="Test">Null below <see cref="RateFigures.FewestForInterval"/> blocks.</param>
/// <param name="Ratio">The point estimate; null without a common block.</param>
public sealed record PlatformRatio(int Blocks, RatioMethod Method, double? Ratio, RatioTest? Test)
{
    /// <summary>A mean of more is normal whatever its values are, and ranks would take the square of their number.</summary>
    private const int MostForRanks = 2000;

    /// <summary>What the platform costs, in per cent of the baseline's rate; null without a common block.</summary>
    public Estimate? OverheadPercent => Ratio is { } ratio ? Overhead.Percent(Test?.Ratio ?? new Estimate(ratio, null), Metric.Rate) : null;

    /// <param name="x">Rate by block.</param>
    /// <param name="baseline">Rate by block.</param>
    public static PlatformRatio Of(IReadOnlyDictionary<int, double> x, IReadOnlyDictionary<int, double> baseline)
    {
        int[] blocks = [.. x.Keys.Where(baseline.ContainsKey).Order()];
        double[] ours = [.. blocks.Select(block => x[block])];
        double[] theirs = [.. blocks.Select(block => baseline[block])];
        var method = blocks.Length <= MostForRanks && BlockedRatio.LogRatios(ours, theirs) is { } logRatios && ShapiroWilk.Test(logRatios) is { PValue: < ShapiroWilk.NotNormal }
            ? RatioMethod.BlockedRanks
            : RatioMethod.BlockedT;
        var test = blocks.Length < RateFigures.FewestForInterval ? null
            : method == RatioMethod.BlockedT ? RatioTest.Blocked(ours, theirs)
            : ByRanks(ours, theirs);
        return new PlatformRatio(blocks.Length, method, test?.Ratio.Value ?? BlockedRatio.StudentT(ours, theirs)?.Value, test);
    }

    /// <summary>
    /// The p of ten signed ranks can't fall below 0.002: adjusted for 25 comparisons or more, no difference would ever be proven. That of
    /// Mann and Whitney's test goes down to 0.00001; it knows nothing of blocks, and where these differ it errs towards no difference.
    /// </summary>
    private static RatioTest? ByRanks(double[] ours, double[] theirs) => RatioTest.BlockedRanks(ours, theirs) is { } ranks
        ? ranks with { PValue = MannWhitney.Test(ours, theirs)?.PValue ?? ranks.PValue }
        : null;
}
