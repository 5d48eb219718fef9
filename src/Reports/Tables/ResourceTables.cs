using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>What an exchange takes: time and processor.</summary>
internal static class ResourceTables
{
    public static ReportTable Latency(CellGroup group) => new(
        $"{group.Title}: service time of an exchange, µs; medians of the trials' percentiles with 95 % intervals of order statistics.",
        [new("size"), Left("platform"), "n", "p50", "p90", "p99", "longest"],
        [.. RateTables.Rows(group).Where(cell => cell.Latency is not null).Select(cell => (string[])
        [
            CellNames.SizeOf(cell.Cell),
            Words.Inert(cell.Cell.Platform),
            RateTables.N(cell),
            Shown.Estimate(cell.Latency!.P50, cell.N),
            Shown.Estimate(cell.Latency.P90, cell.N),
            Shown.Estimate(cell.Latency.P99, cell.N),
            Shown.Estimate(cell.Latency.Max, cell.N),
        ])]);

    public static ReportTable Cpu(CellGroup group) => new(
        $"{group.Title}: processor time of both ends' machines; medians over trials with 95 % intervals of order statistics.",
        [new("size"), Left("platform"), "n", "initiator busy, %", "responder busy, %", "initiator, µs an exchange", "responder, µs an exchange"],
        [.. RateTables.Rows(group).Where(cell => cell.InitiatorCpu is not null || cell.ResponderCpu is not null).Select(cell => (string[])
        [
            CellNames.SizeOf(cell.Cell),
            Words.Inert(cell.Cell.Platform),
            RateTables.N(cell),
            Shown.Estimate(cell.InitiatorCpu?.BusyPercent, cell.N),
            Shown.Estimate(cell.ResponderCpu?.BusyPercent, cell.N),
            Shown.Estimate(cell.InitiatorCpu?.MicrosecondsPerExchange, cell.N),
            Shown.Estimate(cell.ResponderCpu?.MicrosecondsPerExchange, cell.N),
        ])]);

    /// <summary>What the CPU figures are of: in a lab on one machine both ends read the same counters.</summary>
    public static string Scope(IEnumerable<CellAnalysis> cells) =>
        cells.SelectMany(cell => cell.Trials).Select(trial => trial.Result.CpuScope).Distinct().Order(StringComparer.Ordinal).ToList() switch
        {
            ["shared"] => "Both ends read the counters of one machine, so each column holds the work of both, and of all else that ran.",
            ["apart"] => "Each end reads the counters of its own machine, with all else that ran there.",
            [] => "No trial has CPU figures.",
            _ => "Some trials had both ends on one machine and some did not; compare these figures with care.",
        };
}
