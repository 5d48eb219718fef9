using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports;

/// <summary>Header and rows of one table, at most 100 columns wide: a long platform name gives way.</summary>
internal static class ResultTable
{
    public const string Missing = "–";

    /// <summary>In place of an interval of too few trials.</summary>
    public static readonly string TooFew = $"need ≥ {RateFigures.FewestForInterval}";

    private const int Width = 100;
    private const int ShortestPlatform = 8;

    private static readonly Column[] Columns =
    [
        new("exch/s", 2, 7),
        new("rate Mbit/s", 2, 13),
        new("sd", 2, 5),
        new("CV %", 2, 6),
        new("overhead", 3, 8),
        new("95 % CI", 2, 7),
        new("verdict", 2, 7, Left: true),
        new("n", 2, 1),
    ];

    private readonly record struct Column(string Name, int Gap, int Width, bool Left = false)
    {
        public string Of(string value) => new string(' ', Gap) + (Left ? value.PadRight(Width) : value.PadLeft(Width));
    }

    public static IEnumerable<string> Lines(IReadOnlyList<CellStatus> cells, string? baseline)
    {
        var sizes = cells.GroupBy(cell => (cell.Cell.RequestBytes, cell.Cell.ResponseBytes)).ToList();
        var decimals = Decimals(cells);
        bool[] shown = [true, true, true, true, true, .. Enumerable.Repeat(cells.Any(cell => cell.Beside is not null), 2), cells.Any(cell => cell.N != cell.Planned)];
        var rows = sizes.SelectMany(size => size.Select((cell, i) => (
            Size: i == 0 ? cell.Cell : null,
            Platform: Words.Inert(cell.Cell.Label),
            Values: Values(cell, size.FirstOrDefault(other => other.Cell.Label == baseline), decimals).Where((_, i) => shown[i]).ToArray()))).ToList();

        var numberWidth = Math.Max(3, sizes.Max(size => Words.Size(size.Key.RequestBytes).Number.Length));
        var labels = rows.Select(row => row.Size is null ? "" : Label(row.Size, numberWidth)).ToList();
        var labelWidth = Math.Max(7, labels.Max(label => label.Length));
        var columns = Columns.Where((_, i) => shown[i])
            .Select((column, i) => column with { Width = Math.Max(column.Width, rows.Max(row => row.Values[i].Length)) }).ToArray();
        var room = Width - labelWidth - 2 - columns.Sum(column => column.Gap + column.Width);
        var platformWidth = Math.Max(ShortestPlatform, Math.Min(room, rows.Max(row => row.Platform.Length)));

        yield return Line("size", "platform", [.. columns.Select(column => column.Name)]);
        for (var i = 0; i < rows.Count; i++) yield return Line(labels[i], rows[i].Platform, rows[i].Values);

        string Line(string size, string platform, string[] values) =>
            size.PadRight(labelWidth) + "  " + Shortened(platform, platformWidth).PadRight(platformWidth)
            + string.Concat(columns.Select((column, i) => column.Of(values[i]))).TrimEnd();
    }

    private static string[] Values(CellStatus cell, CellStatus? baseline, int decimals)
    {
        var n = cell.N == cell.Planned ? "" : $"{cell.N}/{cell.Planned}";
        if (cell.Unsupported is not null && cell.N == 0) return ["", "unsupported", "", "", "", "", "", n];
        return
        [
            cell.MeanExchangesPerSecond is { } exchanges ? Words.Thousands(exchanges, exchanges < 10 ? 2 : exchanges < 100 ? 1 : 0) : Missing,
            cell.MeanBothMbitS is { } mean ? Words.Thousands(mean, decimals) : Missing,
            cell.SdBothMbitS is { } sd ? Words.Thousands(sd, decimals) : Missing,
            cell.CvPercent is { } cv ? Words.Thousands(cv, 2) : Missing,
            Overhead(cell, baseline),
            cell.Beside switch
            {
                null => "",
                { OverheadInterval: { } ends } => $"[{Words.Thousands(ends.Low, 1)}, {Words.Thousands(ends.High, 1)}]",
                _ => TooFew,
            },
            cell.Beside is { } beside ? Verdict(beside.Verdict) : "",
            n,
        ];
    }

    private static string Verdict(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.TooFew => "",
        ComparisonVerdict.Equivalent => "≈",
        ComparisonVerdict.Inconclusive => "~",
        ComparisonVerdict.SlowerWithinMargin => "slower ≈",
        ComparisonVerdict.FasterWithinMargin => "faster ≈",
        _ => Words.Kebab(verdict),
    };

    private static string Overhead(CellStatus cell, CellStatus? baseline) => cell.Beside is { } beside
        ? $"{Words.Thousands(beside.OverheadPercent, 1)} %"
        : baseline is null || ReferenceEquals(baseline, cell) || cell.MeanBothMbitS is not { } mean || baseline.MeanBothMbitS is not { } reference || reference <= 0
            ? Missing
            : $"{Words.Thousands(100 * (1 - (mean / reference)), 1)} %";

    private static string Label(Cell cell, int numberWidth)
    {
        var (number, unit) = Words.Size(cell.RequestBytes);
        var label = $"{number.PadLeft(numberWidth)} {unit}";
        return cell.ResponseBytes == cell.RequestBytes ? label : $"{label} / {Words.SizeText(cell.ResponseBytes)}";
    }

    private static string Shortened(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";

    /// <summary>Three, and more where the smallest rate would keep fewer than three digits.</summary>
    private static int Decimals(IReadOnlyList<CellStatus> cells)
    {
        var smallest = cells.Where(cell => cell.MeanBothMbitS > 0).Select(cell => cell.MeanBothMbitS!.Value).DefaultIfEmpty(1).Min();
        return smallest >= 0.1 ? 3 : smallest >= 0.01 ? 4 : smallest >= 0.001 ? 5 : 6;
    }
}
