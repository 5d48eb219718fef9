using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ActorBench.Reports.Figures;

/// <summary>Ratios to the baseline with their intervals, a line a cell, about the band within which a ratio does not matter.</summary>
internal static class ForestFigure
{
    private const int RowHeight = 22;

    /// <returns>Null where nothing is compared yet.</returns>
    public static Figure? Of(ReportContent content, CellGroup group)
    {
        var all = group.Comparisons.Where(c => c.Ratio.Ratio is not null).OrderBy(c => c.Cell.Cell.RequestBytes).ToList();
        if (all.Count == 0) return null;
        var (baseline, margin) = (Words.Inert(content.Baseline), content.Analysis.Input.Margin);
        var plot = Canvas.New($"rate as a ratio to {baseline} (1 = no difference, less = slower)", "");
        var band = plot.Add.HorizontalSpan(1 - margin, 1 + margin, Color.FromHex("#BBBBBB").WithAlpha(.45));
        band.LineWidth = 0;
        band.LegendText = $"{Shown.Margin(margin)} margin";
        plot.Add.VerticalLine(1, 1, Colors.Black);
        foreach (var (row, comparison) in all.Index()) Row(plot, comparison, -row, RateFigure.Style(content, comparison.Cell.Cell.Platform));
        foreach (var platform in group.Platforms.Where(platform => all.Any(c => c.Cell.Cell.Platform == platform))) Key(plot, content, platform);
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. all.Select((_, row) => (double)-row)],
            [.. all.Select(c => $"{CellNames.SizeOf(c.Cell.Cell)}  {Shortened(Words.Inert(c.Cell.Cell.Platform))}")]);
        var (low, high) = Limits(all, margin);
        plot.Axes.SetLimits(low, high, 0.2 - all.Count, 0.8);
        Canvas.AddLegend(plot);
        return new Figure(
            $"ratio-{group.Slug}",
            $"{group.Title}: rate beside {baseline}",
            $"Marks are the ratios of rates by blocks, bars their 95 % intervals (Student's t of log-ratios, or signed ranks where these are not normal; none below {RateFigures.FewestForInterval} blocks). A full mark: the difference is proven after Holm's adjustment over the whole campaign. The grey band is {Shown.Margin(margin)} about 1: a difference inside it does not matter.",
            Canvas.Width,
            130 + (RowHeight * all.Count),
            plot);
    }

    private static void Row(Plot plot, PlatformComparison comparison, double y, SeriesStyle style)
    {
        if (comparison.Ratio.Test?.Ratio.Interval is { } interval) Canvas.Bar(plot, interval.Low, y, interval.High, y, style.Color);
        var proven = comparison.Verdict.Difference != Difference.Unproven;
        plot.Add.Marker(comparison.Ratio.Ratio!.Value, y, proven ? style.Filled : style.Open, 9, style.Color);
    }

    /// <summary>A mark outside of the picture, for the legend alone.</summary>
    private static void Key(Plot plot, ReportContent content, string platform)
    {
        var style = RateFigure.Style(content, platform);
        var key = plot.Add.Marker(1, 1e6, style.Filled, 9, style.Color);
        key.LegendText = Words.Inert(platform);
    }

    private static (double Low, double High) Limits(List<PlatformComparison> all, double margin)
    {
        var ends = all.SelectMany(c => c.Ratio.Test?.Ratio.Interval is { } interval ? (double[])[interval.Low, interval.High, c.Ratio.Ratio!.Value] : [c.Ratio.Ratio!.Value]).ToList();
        var (low, high) = (Math.Min(ends.Min(), 1 - (2 * margin)), Math.Max(ends.Max(), 1 + (2 * margin)));
        var room = (high - low) * 0.05;
        return (low - room, high + room);
    }

    private static string Shortened(string platform) => platform.Length <= 20 ? platform : platform[..19] + "…";
}
