using ScottPlot;

namespace ActorBench.Reports.Figures;

/// <summary>What all figures of a report have in common.</summary>
internal static class Canvas
{
    public const int Width = 860;
    public const int Height = 430;

    private const float TextSize = 13;

    public static Plot New(string xLabel, string yLabel)
    {
        FigureFont.Install();
        var plot = new Plot();
        plot.Font.Set(FigureFont.Name);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.Label.FontSize = TextSize + 1;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = TextSize;
        }

        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        return plot;
    }

    /// <summary>Outside of the data, where it hides none.</summary>
    public static void AddLegend(Plot plot)
    {
        plot.Legend.FontSize = TextSize;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Edge.Right);
    }

    /// <summary>An upright or level bar with no ends.</summary>
    public static void Bar(Plot plot, double x1, double y1, double x2, double y2, Color color)
    {
        var bar = plot.Add.Line(x1, y1, x2, y2);
        bar.LineColor = color;
        bar.LineWidth = 1.6f;
        bar.MarkerSize = 0;
    }
}
