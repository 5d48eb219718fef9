using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Analysis;

/// <summary>A cell beside the baseline's of the same protocol, size and engine.</summary>
/// <param name="Verdict">After Holm's adjustment over all comparisons of the campaign.</param>
/// <param name="RatioOfMeans">Fieller's, which knows nothing of blocks; null below <see cref="RateFigures.FewestForInterval"/> trials.</param>
/// <param name="HodgesLehmann">The same of medians of all pairs; null likewise, and where there are millions of them.</param>
/// <param name="CvRatio">How much more it scatters, by bootstrap over the common blocks; null likewise.</param>
public sealed record PlatformComparison(
    CellAnalysis Cell,
    CellAnalysis Baseline,
    PlatformRatio Ratio,
    Verdict Verdict,
    Estimate? RatioOfMeans,
    Estimate? HodgesLehmann,
    Estimate? CvRatio)
{
    /// <summary>Above so many pairs of trials their ratios are not all taken; the mean is as good there.</summary>
    private const long MostPairs = 4_000_000;

    /// <inheritdoc cref="PlatformRatio.OverheadPercent"/>
    public Estimate? OverheadPercent => Ratio.OverheadPercent;

    internal static PlatformComparison Of(CellAnalysis cell, CellAnalysis baseline, PlatformRatio ratio, Verdict verdict)
    {
        var enough = cell.Figures.HasIntervals && baseline.Figures.HasIntervals;
        return new PlatformComparison(
            cell,
            baseline,
            ratio,
            verdict,
            enough ? Comparisons.RatioOfMeans.Fieller(cell.Figures.Moments, baseline.Figures.Moments) : null,
            enough && (long)cell.N * baseline.N <= MostPairs ? Intervals.HodgesLehmann.Ratio(cell.BothMbitS, baseline.BothMbitS) : null,
            enough && ratio.Blocks >= RateFigures.FewestForInterval ? Scatter(cell.RateByBlock(), baseline.RateByBlock()) : null);
    }

    private static Estimate? Scatter(IReadOnlyDictionary<int, double> x, IReadOnlyDictionary<int, double> baseline)
    {
        int[] blocks = [.. x.Keys.Where(baseline.ContainsKey).Order()];
        return Comparisons.CvRatio.OverBlocks([.. blocks.Select(block => x[block])], [.. blocks.Select(block => baseline[block])]);
    }
}
