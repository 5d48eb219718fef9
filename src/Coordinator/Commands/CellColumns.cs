using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using ActorBench.Reports.Comparison;

namespace ActorBench.Coordinator.Commands;

/// <summary>Columns of rows that are cells; their names are those of the status.</summary>
internal static class CellColumns
{
    private static readonly CommandColumn<CellStatus>[] Name =
    [
        new("platform", c => c.Cell.Label),
        new("engine", c => Words.Of(c.Cell.Engine)),
        new("protocol", c => Words.Of(c.Cell.Protocol)),
        new("class", c => c.Cell.SizeClass),
        new("size_bytes", c => c.Cell.RequestBytes, Right: true),
        new("planned", c => c.Planned, Right: true),
        new("n", c => c.N, Right: true),
    ];

    /// <summary>Last, for scripts know the others' places.</summary>
    private static CommandColumn<CellStatus> Concurrency => new("concurrency", c => c.Cell.Concurrency, Right: true);

    public static IReadOnlyList<CommandColumn<CellStatus>> Progress { get; } =
    [
        .. Name,
        new("failed", c => c.Failed, Right: true),
        new("mean_both_mbit_s", c => c.MeanBothMbitS, Right: true),
        new("cv_pct", c => c.CvPercent, Right: true),
        new("unsupported", c => c.Unsupported),
        Concurrency,
    ];

    public static IReadOnlyList<CommandColumn<CellStatus>> Figures { get; } =
    [
        .. Name,
        new("mean_both_mbit_s", c => c.MeanBothMbitS, Right: true),
        new("sd_both_mbit_s", c => c.SdBothMbitS, Right: true),
        new("cv_pct", c => c.CvPercent, Right: true),
        new("mean_exchanges_per_s", c => c.MeanExchangesPerSecond, Right: true),
        new("mean_low_both_mbit_s", c => c.MeanInterval?.Low, Right: true),
        new("mean_high_both_mbit_s", c => c.MeanInterval?.High, Right: true),
        new("median_both_mbit_s", c => c.MedianBothMbitS, Right: true),
        new("overhead_pct", c => c.Beside?.OverheadPercent, Right: true),
        new("overhead_low_pct", c => c.Beside?.OverheadInterval?.Low, Right: true),
        new("overhead_high_pct", c => c.Beside?.OverheadInterval?.High, Right: true),
        new("verdict", c => c.Beside is { } beside ? Words.Kebab(beside.Verdict) : null),
        Concurrency,
    ];

    public static IReadOnlyList<string> Names(IReadOnlyList<CommandColumn<CellStatus>> columns) => [.. columns.Select(c => c.Name)];

    /// <exception cref="CommandRefusedException">A term of it is none.</exception>
    public static CellFilter? Filter(string? text)
    {
        if (text is null) return null;
        var (filter, refusal) = CellFilter.Read(text);
        return filter ?? throw new CommandRefusedException(refusal!);
    }
}
