using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using ScottPlot;

namespace ActorBench.Reports.Figures;

/// <summary>Transfer rate over message size, a line a platform: the figures of the study of 2007, with every trial, intervals and the wire's limit.</summary>
internal static class RateFigure
{
    public static Figure Of(ReportContent content, CellGroup group)
    {
        var scale = Scale.Of([.. group.Cells.SelectMany(cell => cell.BothMbitS.Append(cell.LimitBothMbitS ?? 0))]);
        var plot = Canvas.New("", $"transfer rate both ways, Mbit/s{scale.Note}");
        SizeAxis.Set(plot, group.Sizes);
        plot.Axes.Left.TickGenerator = scale.Ticks();
        foreach (var (i, platform) in group.Platforms.Index()) Dots(plot, scale, group.Sizes, group.Of(platform), Style(content, platform), i, group.Platforms.Count);
        foreach (var (i, platform) in group.Platforms.Index()) Line(plot, scale, platform, group.Sizes, group.Of(platform), Style(content, platform), i, group.Platforms.Count);
        var limited = Limit(plot, scale, group, content.Record.Started.Lab.GetValueOrDefault("wire"));
        var (x, y) = (SizeAxis.Limits(group.Sizes), scale.Limits);
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        Canvas.AddLegend(plot);
        return new Figure(
            $"rate-{group.Slug}",
            $"{group.Title}: transfer rate over message size",
            $"Lines join the arithmetic means of n trials (n in the table), bars are their 95 % intervals (Student's t; none below {RateFigures.FewestForInterval} trials), the faint dots are the single trials. "
            + $"Platforms stand side by side at each size. {(limited ? "The dashed line is what the wire can carry: " : "No limit is known: ")}{WireText.Of(content.Record.Started.Lab)}.",
            Canvas.Width,
            Canvas.Height,
            plot);
    }

    public static SeriesStyle Style(ReportContent content, string platform) => SeriesStyle.Of(content.Spec.Platforms.Index().FirstOrDefault(one => one.Item == platform).Index);

    private static void Dots(Plot plot, Scale scale, IReadOnlyList<int> sizes, IReadOnlyList<CellAnalysis> cells, SeriesStyle style, int series, int count)
    {
        Coordinates[] dots = [.. cells.SelectMany(cell => cell.BothMbitS.Select(rate => (X: SizeAxis.Beside(sizes, cell.Cell.RequestBytes, series, count), Y: scale.At(rate))))
            .Where(dot => dot.Y is not null).Select(dot => new Coordinates(dot.X, dot.Y!.Value))];
        if (dots.Length == 0) return;
        plot.Add.Markers(dots, MarkerShape.FilledCircle, 4, style.Color.WithAlpha(.35));
    }

    private static void Line(Plot plot, Scale scale, string platform, IReadOnlyList<int> sizes, IReadOnlyList<CellAnalysis> cells, SeriesStyle style, int series, int count)
    {
        var means = cells.Where(cell => cell.N > 0 && scale.At(cell.Figures.Moments.Mean) is not null).ToList();
        if (means.Count == 0) return;
        foreach (var cell in means.Where(cell => cell.Figures.MeanInterval is not null))
        {
            var interval = cell.Figures.MeanInterval!.Value;
            var x = SizeAxis.Beside(sizes, cell.Cell.RequestBytes, series, count);
            Canvas.Bar(plot, x, scale.At(interval.Low) ?? scale.Limits.Low, x, scale.At(interval.High) ?? scale.Limits.Low, style.Color);
        }

        var line = plot.Add.Scatter(
            [.. means.Select(cell => SizeAxis.Beside(sizes, cell.Cell.RequestBytes, series, count))],
            (double[])[.. means.Select(cell => scale.At(cell.Figures.Moments.Mean)!.Value)],
            style.Color);
        line.MarkerShape = style.Filled;
        line.MarkerSize = 8;
        line.LineWidth = 1.6f;
        line.LegendText = Words.Inert(platform);
    }

    private static bool Limit(Plot plot, Scale scale, CellGroup group, string? wire)
    {
        var limits = group.Cells.Where(cell => cell.LimitBothMbitS is not null).DistinctBy(cell => cell.Cell.RequestBytes).OrderBy(cell => cell.Cell.RequestBytes).ToList();
        if (limits.Count == 0) return false;
        var ends = SizeAxis.Limits(group.Sizes);
        double[] xs = [.. limits.Select(cell => SizeAxis.At(cell.Cell.RequestBytes))];
        double[] ys = [.. limits.Select(cell => scale.At(cell.LimitBothMbitS!.Value)!.Value)];
        // A single size would draw no line at all.
        var line = limits.Count == 1 ? plot.Add.ScatterLine([ends.Low, ends.High], (double[])[ys[0], ys[0]]) : plot.Add.ScatterLine(xs, ys);
        line.Color = Colors.Black;
        line.LineWidth = 1.4f;
        line.LinePattern = LinePattern.DenselyDashed;
        line.LegendText = wire is null ? "wire limit" : $"wire limit\n({Words.Inert(wire)})";
        return true;
    }
}
