using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>Platforms beside their baseline.</summary>
internal static class ComparisonTables
{
    public static ReportTable Of(ReportContent content, CellGroup group) => Of(
        content,
        $"{group.Title}: each platform beside {Words.Inert(content.Baseline)}, with 95 % intervals; verdicts after Holm's adjustment over the whole campaign, margin {Shown.Margin(content.Analysis.Input.Margin)}.",
        [.. group.Comparisons.OrderBy(c => c.Cell.Cell.RequestBytes)]);

    /// <summary>Null for a campaign without twins.</summary>
    public static ReportTable? Twins(ReportContent content) => content.Analysis.Twins.Count == 0 ? null : Of(
        content,
        $"A/A twins: {Words.Inert(content.Baseline)} beside itself, with 95 % intervals. A difference here is one that nothing made.",
        content.Analysis.Twins);

    private static ReportTable Of(ReportContent content, string caption, IReadOnlyList<PlatformComparison> comparisons) => new(
        caption,
        [Left("cell"), Left("platform"), "blocks", "overhead [95 % CI]", "ratio by blocks [95 % CI]", "ratio of means (Fieller)", "ratio of medians (Hodges–Lehmann)", "ratio of CVs", Left("verdict")],
        [.. comparisons.Select(c => (string[])
        [
            content.NameOf(c.Cell.Cell),
            Words.Inert(c.Cell.Cell.Label),
            $"{c.Ratio.Blocks}",
            Shown.Overhead(c),
            Shown.Ratio(c.Ratio.Test?.Ratio ?? (c.Ratio.Ratio is { } point ? new(point, null) : null), c.Ratio.Blocks),
            Shown.Ratio(c.RatioOfMeans, c.Cell.N),
            Shown.Ratio(c.HodgesLehmann, c.Cell.N),
            c.CvRatio is { } cv ? Shown.Estimate(cv, c.Ratio.Blocks) : Shown.Missing,
            Shown.Verdict(c),
        ])]);
}
