using ActorBench.Messages.Plans;
using ActorBench.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Reports.Content;

/// <summary>One platform in one sentence, and the word that stands beside it.</summary>
/// <param name="Overall">Geometric mean of the ratios to the baseline over all cells, block by block; null without a block that holds them all.</param>
/// <param name="Blocks">That hold every cell of the platform and of the baseline.</param>
public sealed record PlatformSummary(string Platform, string Badge, string Sentence, Estimate? Overall, int Blocks)
{
    public static IReadOnlyList<PlatformSummary> Of(ReportContent content) => [.. content.Spec.Platforms.Select(platform => Of(content, platform))];

    private static PlatformSummary Of(ReportContent content, string platform)
    {
        var cells = content.Analysis.Measured.Where(cell => cell.Cell.Platform == platform).ToList();
        var name = Words.Inert(platform);
        if (cells.All(cell => cell.N == 0))
        {
            var why = cells.Select(cell => cell.Unsupported).FirstOrDefault(reason => reason is not null);
            return new PlatformSummary(
                platform, why is null ? "no result" : "unsupported", why is null ? $"{name} has no accepted trial yet." : $"{name} could not run here: {Words.Inert(why).TrimEnd('.')}.", null, 0);
        }

        return platform == content.Baseline ? Baseline(content, platform, cells) : Compared(content, platform);
    }

    private static PlatformSummary Baseline(ReportContent content, string platform, List<CellAnalysis> cells)
    {
        var byCv = cells.Where(cell => cell.Figures.Moments.CoefficientOfVariation is not null).OrderBy(cell => cell.Figures.Moments.CoefficientOfVariation).ToList();
        var spread = byCv.Count == 0 ? "too few trials to say how much it varies" : byCv.Count == 1 ? $"its CV is {Cv(byCv[0])}" : $"its CV is {Cv(byCv[0])} at best and {Cv(byCv[^1])} at worst";
        return new PlatformSummary(platform, "baseline", $"{Words.Inert(platform)} is what the others are compared with; {spread}.", null, 0);

        string Cv(CellAnalysis cell) => $"{Shown.Percent(cell.Figures.Moments.CoefficientOfVariation, cell.Figures.CvInterval, cell.N)} ({content.NameOf(cell.Cell)})";
    }

    private static PlatformSummary Compared(ReportContent content, string platform)
    {
        var (name, baseline) = (Words.Inert(platform), Words.Inert(content.Baseline));
        var all = content.Analysis.Comparisons.Where(c => c.Cell.Cell.Platform == platform && c.OverheadPercent is not null).ToList();
        if (all.Count == 0) return new PlatformSummary(platform, "no comparison", $"{name} has no block in common with {baseline} yet.", null, 0);
        var (overall, blocks) = OverallRatio(all);
        var most = all.MaxBy(c => Math.Abs(c.OverheadPercent!.Value.Value))!;
        var judged = all.Where(c => c.Ratio.Test is not null).ToList();
        var (slower, faster, equal) = (
            judged.Count(c => c.Verdict.Difference == Difference.Slower),
            judged.Count(c => c.Verdict.Difference == Difference.Faster),
            judged.Count(c => c.Verdict is { Difference: Difference.Unproven, Equivalent: true }));
        var verdicts = judged.Count == 0
            ? $"no verdict, {Shown.NeedMore} blocks"
            : $"slower in {slower}, faster in {faster}, equivalent within {Shown.Margin(content.Analysis.Input.Margin)} in {equal}, not decided in {all.Count - slower - faster - equal}";
        var average = overall is { } ratio
            ? $"costs {Shown.PerCent(Overhead.Percent(ratio, Metric.Rate), blocks)} of {baseline}'s rate on average over {Cells(all.Count)} (geometric mean, a summary and not a measurement)"
            : $"is compared with {baseline} in {Cells(all.Count)}";
        return new PlatformSummary(
            platform,
            Word(all.Count, judged.Count, slower, faster, equal),
            $"{name} {average}; cell by cell, {verdicts}; the largest difference is {Shown.Overhead(most)} ({content.NameOf(most.Cell.Cell)}).",
            overall,
            blocks);
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    private static string Word(int all, int judged, int slower, int faster, int equal) =>
        judged == 0 ? Shown.NeedMore
        : slower > 0 && faster > 0 ? "mixed"
        : slower > 0 ? "slower"
        : faster > 0 ? "faster"
        : equal == all ? "equivalent"
        : "not decided";

    /// <summary>Each block that holds every cell gives one ratio of geometric means; these are what the interval is of.</summary>
    private static (Estimate? Ratio, int Blocks) OverallRatio(List<PlatformComparison> all)
    {
        // A block has one level of concurrency.
        var means = all.GroupBy(c => c.Cell.Cell.Concurrency).SelectMany(MeansByBlock).OrderBy(one => one.Block).ToList();
        var ratio = BlockedRatio.StudentT([.. means.Select(one => one.X)], [.. means.Select(one => one.Baseline)]);
        return (means.Count < RateFigures.FewestForInterval && ratio is { } point ? point with { Interval = null } : ratio, means.Count);
    }

    private static IEnumerable<(int Block, double X, double Baseline)> MeansByBlock(IEnumerable<PlatformComparison> level)
    {
        var rates = level.Select(c => (X: c.Cell.RateByBlock(), Baseline: c.Baseline.RateByBlock())).ToList();
        return rates[0].X.Keys.Where(block => rates.All(r => r.X.GetValueOrDefault(block) > 0 && r.Baseline.GetValueOrDefault(block) > 0))
            .Select(block => (block, GeometricMean(rates.Select(r => r.X[block])), GeometricMean(rates.Select(r => r.Baseline[block]))));
    }

    private static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
