using System.Globalization;
using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>What pairs lose to each other when they are at work at once.</summary>
internal static class LevelTables
{
    /// <returns>Without rows where concurrency is no factor.</returns>
    public static ReportTable Of(ReportContent content) => new(
        $"Pairs alone and together, with 95 % intervals. R is the rate among others over the rate alone, of the same pair in the same repetition; the sum is of all pairs of a round, where all have a trial and their windows were open together for 95 % of the longest. Contended: the whole interval of R lies below {Shown.Number(LevelFigures.Contended, 2)}.",
        [Left("cell"), Left("platform"), "pairs", "rounds", "sum, Mbit/s [95 % CI]", "of what the links carry", "blocks", "R [95 % CI]", "Jain, mean", "Jain, worst", Left("verdict")],
        [.. content.Analysis.Levels.OrderBy(one => one.Cell.Cell.Protocol).ThenBy(one => one.Cell.Cell.RequestBytes).Select(one => Row(content, one))]);

    private static string[] Row(ReportContent content, LevelFigures one) =>
    [
        CellNames.Of(one.Cell.Cell with { Concurrency = null }, content.HasEngines),
        Words.Inert(one.Cell.Cell.Label),
        one.Level.ToString(CultureInfo.InvariantCulture),
        one.Rounds.ToString(CultureInfo.InvariantCulture),
        Shown.Estimate(one.TotalMbitS, one.Rounds),
        one is { TotalMbitS: { } sum, Cell.LimitBothMbitS: { } limit } ? $"{Shown.Number(100 * sum.Value / (one.Level * limit), 1)} %" : Shown.Missing,
        one.BesideAlone is { } ratio ? ratio.Blocks.ToString(CultureInfo.InvariantCulture) : Shown.Missing,
        one.BesideAlone is { } beside ? Shown.Ratio(beside.Test?.Ratio ?? (beside.Ratio is { } point ? new(point, null) : null), beside.Blocks) : Shown.Missing,
        one.MeanJain is { } mean ? Shown.Number(mean, 4) : Shown.Missing,
        one.LeastJain is { } least ? Shown.Number(least, 4) : Shown.Missing,
        Verdict(one),
    ];

    private static string Verdict(LevelFigures one) =>
        one.BesideAlone is null ? ""
        : one.BesideAlone.Test?.Ratio.Interval is not { } interval ? Shown.NeedMore
        : one.IsContended ? "contended"
        : interval.Low >= LevelFigures.Contended ? "nothing lost"
        : "not decided";
}
