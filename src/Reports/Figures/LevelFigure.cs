using ActorBench.Messages.Plans;
using ActorBench.Reports.Content;
using ActorBench.Statistics;
using ActorBench.Statistics.Analysis;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ActorBench.Reports.Figures;

/// <summary>How one measurement grows with the pairs that make it at once: the sum of their rates, and a pair's share of its rate alone.</summary>
internal static class LevelFigure
{
    private const double Aside = 0.06;

    /// <returns>For each protocol, size and engine two; none where concurrency is no factor.</returns>
    public static IReadOnlyList<Figure> Of(ReportContent content) =>
    [
        .. content.Analysis.Levels.GroupBy(one => one.Cell.Cell with { Concurrency = null, Platform = "", SizeClass = "" })
            .SelectMany(cell => (Figure?[])[Total(content, cell.Key, [.. cell]), Ratio(content, cell.Key, [.. cell])]).OfType<Figure>(),
    ];

    private static Figure? Total(ReportContent content, Cell cell, List<LevelFigures> all)
    {
        var points = all.Where(one => one.TotalMbitS is not null).ToList();
        if (points.Count == 0) return null;
        var capacity = points.Where(one => one.Cell.LimitBothMbitS is not null).Select(one => one.Level * one.Cell.LimitBothMbitS!.Value).ToList();
        // A link that is nearly idle would press the points onto the axis.
        var nearby = capacity.Count > 0 && capacity.Max() < 20 * points.Max(one => one.TotalMbitS!.Value.Value);
        var scale = Scale.Of([.. points.SelectMany(one => Values(one.TotalMbitS!.Value)), .. nearby ? capacity : []]);
        var plot = Canvas.New("", $"sum of the pairs' rates both ways, Mbit/s{scale.Note}");
        plot.Axes.Left.TickGenerator = scale.Ticks();
        Draw(plot, content, points, one => one.TotalMbitS, scale.At, scale.Limits.Low);
        if (nearby) Capacity(plot, scale, points);
        Finish(plot, all, scale.Limits);
        return Made(
            plot,
            cell,
            content,
            "total",
            "sum of rates over pairs at once",
            $"Means over the rounds in which every pair has a trial; bars are 95 % intervals (Student's t; none below {RateFigures.FewestForInterval} rounds).{(nearby ? " The dashed line is what the pairs' links can carry together." : "")}");
    }

    private static Figure? Ratio(ReportContent content, Cell cell, List<LevelFigures> all)
    {
        var points = all.Where(one => one.BesideAlone?.Ratio is not null).ToList();
        if (points.Count == 0) return null;
        var values = points.SelectMany(one => Values(Estimate(one)!.Value)).ToList();
        var (low, high) = (Math.Min(0.95, values.Min() - 0.02), Math.Max(1.02, values.Max() + 0.02));
        var plot = Canvas.New("", "R: rate among others over rate alone");
        Draw(plot, content, points, Estimate, value => value, low);
        foreach (var (y, pattern) in new[] { (1.0, LinePattern.Solid), (LevelFigures.Contended, LinePattern.DenselyDashed) })
        {
            var line = plot.Add.HorizontalLine(y, 1.2f, Colors.Black.WithAlpha(.6), pattern);
            line.LegendText = y < 1 ? "0.99" : "";
        }

        Finish(plot, all, (low, high));
        return Made(
            plot,
            cell,
            content,
            "share",
            "a pair's rate among others over its rate alone",
            $"Geometric means of the ratio of the same pair in the same repetition; bars are 95 % intervals (none below {RateFigures.FewestForInterval} blocks). A pair is contended where its whole bar lies below the dashed line.");
    }

    private static Estimate? Estimate(LevelFigures one) => one.BesideAlone!.Test?.Ratio ?? new Estimate(one.BesideAlone.Ratio!.Value, null);

    private static IEnumerable<double> Values(Estimate estimate) =>
        estimate.Interval is { } interval ? [estimate.Value, interval.Low, interval.High] : [estimate.Value];

    private static void Draw(
        Plot plot, ReportContent content, List<LevelFigures> points, Func<LevelFigures, Estimate?> value, Func<double, double?> at, double floor)
    {
        var platforms = content.Spec.Platforms.Where(platform => points.Any(one => one.Cell.Cell.Platform == platform)).ToList();
        foreach (var (i, platform) in platforms.Index())
        {
            var style = RateFigure.Style(content, platform);
            var own = points.Where(one => one.Cell.Cell.Platform == platform).OrderBy(one => one.Level)
                .Select(one => (X: At(one.Level) + ((i - ((platforms.Count - 1) / 2.0)) * Aside), Value: value(one)!.Value)).Where(one => at(one.Value.Value) is not null).ToList();
            if (own.Count == 0) continue;
            foreach (var (x, estimate) in own)
            {
                if (estimate.Interval is { } interval) Canvas.Bar(plot, x, at(interval.Low) ?? floor, x, at(interval.High) ?? floor, style.Color);
            }

            var line = plot.Add.Scatter([.. own.Select(one => one.X)], (double[])[.. own.Select(one => at(one.Value.Value)!.Value)], style.Color);
            (line.MarkerShape, line.MarkerSize, line.LineWidth, line.LegendText) = (style.Filled, 8, 1.6f, Words.Inert(platform));
        }
    }

    private static void Capacity(Plot plot, Scale scale, List<LevelFigures> points)
    {
        var limits = points.Where(one => one.Cell.LimitBothMbitS is not null).DistinctBy(one => one.Level).OrderBy(one => one.Level).ToList();
        var line = plot.Add.ScatterLine([.. limits.Select(one => At(one.Level))], (double[])[.. limits.Select(one => scale.At(one.Level * one.Cell.LimitBothMbitS!.Value)!.Value)]);
        (line.Color, line.LineWidth, line.LinePattern, line.LegendText) = (Colors.Black, 1.4f, LinePattern.DenselyDashed, "links of the pairs");
    }

    private static void Finish(Plot plot, List<LevelFigures> all, (double Low, double High) y)
    {
        int[] levels = [.. all.Select(one => one.Level).Distinct().Order()];
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. levels.Select(At)], [.. levels.Select(level => Words.Thousands(level))]);
        plot.XLabel("pairs at work at once (log scale)");
        plot.Axes.SetLimits(At(levels[0]) - 0.3, At(levels[^1]) + 0.3, y.Low, y.High);
        Canvas.AddLegend(plot);
    }

    private static double At(int level) => Math.Log2(level);

    private static Figure Made(Plot plot, Cell cell, ReportContent content, string kind, string title, string caption)
    {
        var name = CellNames.Of(cell, content.HasEngines);
        return new Figure($"pairs-{kind}-{Slugs.Of(name)}", $"{name}: {title}", caption, Canvas.Width, Canvas.Height, plot);
    }
}
