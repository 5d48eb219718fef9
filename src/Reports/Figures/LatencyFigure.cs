using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using ScottPlot;

namespace ActorBench.Reports.Figures;

/// <summary>Median and 99th percentile of an exchange's time over message size.</summary>
internal static class LatencyFigure
{
    /// <returns>Null where no trial has latencies.</returns>
    public static Figure? Of(ReportContent content, CellGroup group)
    {
        var cells = group.Cells.Where(cell => cell.Latency is not null).ToList();
        if (cells.Count == 0) return null;
        var scale = Scale.Of([.. cells.SelectMany(Values)], alwaysLogarithmic: true);
        var plot = Canvas.New("", $"time of an exchange, µs{scale.Note}");
        SizeAxis.Set(plot, group.Sizes);
        plot.Axes.Left.TickGenerator = scale.Ticks();
        foreach (var (i, platform) in group.Platforms.Index())
        {
            var own = group.Of(platform).Where(cell => cell.Latency is not null).ToList();
            var style = RateFigure.Style(content, platform);
            Line(plot, scale, group.Sizes, own, latency => latency.P50, style, i, group.Platforms.Count, $"{Words.Inert(platform)}, p50", tail: false);
            Line(plot, scale, group.Sizes, own, latency => latency.P99, style, i, group.Platforms.Count, $"{Words.Inert(platform)}, p99", tail: true);
        }

        var (x, y) = (SizeAxis.Limits(group.Sizes), scale.Limits);
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        Canvas.AddLegend(plot);
        return new Figure(
            $"latency-{group.Slug}",
            $"{group.Title}: time of an exchange over message size",
            $"Medians over trials of each trial's 50th (full marks, full lines) and 99th percentile (open marks, dashed lines); bars are 95 % intervals of order statistics (none below {RateFigures.FewestForInterval} trials).",
            Canvas.Width,
            Canvas.Height,
            plot);
    }

    private static IEnumerable<double> Values(CellAnalysis cell) => ((TrialMedian[])[cell.Latency!.P50, cell.Latency.P99])
        .SelectMany(one => one.Interval is { } interval ? (double[])[one.Median, interval.Low, interval.High] : [one.Median]);

    private static void Line(
        Plot plot, Scale scale, IReadOnlyList<int> sizes, List<CellAnalysis> cells, Func<LatencyFigures, TrialMedian> figure, SeriesStyle style, int series, int count, string label, bool tail)
    {
        var points = cells.Select(cell => (X: SizeAxis.Beside(sizes, cell.Cell.RequestBytes, series, count), Value: figure(cell.Latency!)))
            .Where(point => scale.At(point.Value.Median) is not null).ToList();
        if (points.Count == 0) return;
        foreach (var (x, value) in points)
        {
            if (value.Interval is { } interval) Canvas.Bar(plot, x, scale.At(interval.Low) ?? scale.Limits.Low, x, scale.At(interval.High) ?? scale.Limits.Low, style.Color);
        }

        var line = plot.Add.Scatter((double[])[.. points.Select(point => point.X)], (double[])[.. points.Select(point => scale.At(point.Value.Median)!.Value)], style.Color);
        line.MarkerShape = tail ? style.Open : style.Filled;
        line.MarkerSize = 7;
        line.LineWidth = tail ? 1.1f : 1.6f;
        line.LinePattern = tail ? LinePattern.DenselyDashed : LinePattern.Solid;
        line.LegendText = label;
    }
}
