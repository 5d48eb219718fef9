using System.Globalization;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Reports.Comparison;

/// <summary>The rows of one table, in benchstat's grammar.</summary>
internal static class ComparisonTable
{
    private const int Width = 100;
    private const int ShortestPlatform = 8;
    private const int Platform = 1;
    private const int DeltaColumn = 4;
    private const string Missing = ResultTable.Missing;

    public static IEnumerable<string> Lines(IReadOnlyList<CellDifference> cells)
    {
        List<string[]> rows = [["size", "platform", "A", "B", "delta", "", ""], .. cells.Select(Row)];
        if (GeometricMeans.Of(cells) is { } means) rows.Add(["geomean", "", Number(means.A), Number(means.B), $"{Delta(means.B / means.A)}  summary, not a measurement"]);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Where(row => row.Length > column && (column != DeltaColumn || row.Length == rows[0].Length)).Max(row => row[column].Length))];
        widths[Platform] = Math.Min(widths[Platform], Math.Max(ShortestPlatform, Width - (widths.Sum() - widths[Platform] + (2 * (widths.Length - 1)))));
        return rows.Select(row => string.Join("  ", row.Select((text, column) => Padded(text, column, widths[column]))).TrimEnd());
    }

    private static string Padded(string text, int column, int width) =>
        column is Platform && text.Length > width ? text[..(width - 1)] + "…" : column is 2 or 3 ? text.PadLeft(width) : text.PadRight(width);

    /// <summary>Nothing where a difference is proven; else what keeps one from being said.</summary>
    public static string Mark(CellDifference cell) =>
        cell.Test is null ? "?" : cell.Verdict.Equivalent ? "≈" : cell.Verdict.Difference == Difference.Unproven ? "~" : "";

    private static string[] Row(CellDifference cell) =>
    [
        Words.SizeText(cell.A.Cell.RequestBytes),
        Words.Inert(cell.A.Cell.Label),
        Median(cell.A.Figures),
        Median(cell.B.Figures),
        cell.Ratio is { } ratio ? Delta(ratio) + (cell.Test?.Ratio.Interval is { } ends ? $" [{Percent(ends.Low)}, {Percent(ends.High)}]" : "") : Missing,
        Mark(cell),
        $"n={cell.A.N}+{cell.B.N}{(cell.Test is null ? $", {ResultTable.TooFew}" : "")}",
    ];

    /// <summary>With the wider side of its interval, as benchstat does.</summary>
    private static string Median(RateFigures figures) => figures.Median switch
    {
        null => Missing,
        { } median when figures.MedianInterval is { } ends => $"{Number(median)} ± {100 * Math.Max(median - ends.Low, ends.High - median) / median:0} %",
        { } median => $"{Number(median)} ± ?",
    };

    private static string Number(double rate) => Words.Thousands(rate, rate >= 1000 ? 0 : rate >= 10 ? 2 : rate >= 0.1 ? 3 : 5);

    private static string Delta(double ratio) => $"{Percent(ratio)} %";

    private static string Percent(double ratio) => (100 * (ratio - 1)).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
