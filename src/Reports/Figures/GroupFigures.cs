using ActorBench.Reports.Content;

namespace ActorBench.Reports.Figures;

/// <summary>The figures of one group of cells.</summary>
public sealed record GroupFigures(CellGroup Group, Figure Rate, Figure? Ratio, Figure? Latency)
{
    public IEnumerable<Figure> All => ((Figure?[])[Rate, Ratio, Latency]).OfType<Figure>();

    public static IReadOnlyList<GroupFigures> Of(ReportContent content) =>
        [.. content.Groups.Select(group => new GroupFigures(group, RateFigure.Of(content, group), ForestFigure.Of(content, group), LatencyFigure.Of(content, group)))];
}
