using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>Rates and their scatter, a table for each figure of rates.</summary>
internal static class RateTables
{
    public static ReportTable Rates(CellGroup group) => new(
        $"{group.Title}: transfer rate both ways, Mbit/s. Means with Student's 95 % interval, medians with that of order statistics; the harmonic mean is total bytes over total time.",
        [new("size"), Left("platform"), "n", "mean [95 % CI]", "harmonic mean", "median [95 % CI]", "s", "wire limit"],
        [.. Rows(group).Select(cell => (string[])
        [
            CellNames.SizeOf(cell.Cell),
            Words.Inert(cell.Cell.Platform),
            N(cell),
            Shown.Estimate(cell.N == 0 ? null : cell.Figures.Moments.Mean, cell.Figures.MeanInterval, cell.N),
            Shown.Number(cell.Figures.HarmonicMean),
            Shown.Estimate(cell.Figures.Median, cell.Figures.MedianInterval, cell.N),
            Shown.Number(cell.Figures.Moments.StandardDeviation),
            Shown.Number(cell.LimitBothMbitS),
        ])]);

    /// <summary>A row a size, a column a platform, and where each lies beside the bound of 2007.</summary>
    public static ReportTable Scatter(CellGroup group)
    {
        var bound = PaperBands.Of(group.Protocol, group.SizeClass);
        var beside = bound is null ? "the study of 2007 has no such class" : $"beside them where the interval lies about the bound of 2007, CV {PaperBands.Text(bound)}";
        return new ReportTable(
            $"{group.Title}: coefficient of variation of the rate with its 95 % interval; {beside}.",
            [
                new("size"),
                .. group.Platforms.SelectMany(platform => (ReportColumn[])
                [
                    $"{Words.Inert(platform)}, CV [95 % CI]",
                    .. bound is null ? (ReportColumn[])[] : [Left("2007")],
                ]),
            ],
            [.. group.Sizes.Select(size => (string[])[
                Words.SizeText(size),
                .. group.Platforms.SelectMany(platform => Scatter(group.At(platform, size), bound)),
            ])]);
    }

    public static IReadOnlyList<CellAnalysis> Rows(CellGroup group) =>
        [.. group.Sizes.SelectMany(size => group.Platforms.Select(platform => group.At(platform, size))).OfType<CellAnalysis>()];

    public static string N(CellAnalysis cell) => cell.N == cell.Planned ? $"{cell.N}" : $"{cell.N} of {cell.Planned}";

    private static string[] Scatter(CellAnalysis? cell, double? bound)
    {
        var cv = cell is null ? Shown.Missing : Shown.Percent(cell.Figures.Moments.CoefficientOfVariation, cell.Figures.CvInterval, cell.N);
        return bound is { } limit ? [cv, PaperBands.Place(cell?.Figures.CvInterval, limit)] : [cv];
    }
}
