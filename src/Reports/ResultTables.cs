using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>The tables that end a run: one a protocol, size class and engine, in the plan's order. Rates are both ways.</summary>
public static class ResultTables
{
    /// <param name="baseline">Platform that the others are compared with; null for none.</param>
    /// <param name="ascii">For terminals without Unicode.</param>
    public static void Write(TextWriter output, CampaignStatus status, string? baseline, bool ascii = false)
    {
        var first = true;
        var engines = status.Cells.Any(cell => cell.Cell.Engine != Engine.Native);
        foreach (var table in status.Cells.GroupBy(cell => (cell.Cell.Protocol, cell.Cell.SizeClass, cell.Cell.Engine, cell.Cell.Concurrency)))
        {
            if (!first) output.Write('\n');
            first = false;
            var (protocol, sizeClass, engine, concurrency) = table.Key;
            var cells = table.ToList();
            string?[] title =
            [
                $"{Words.Of(protocol).ToUpperInvariant()}{(sizeClass == "all" ? "" : " " + Words.Inert(sizeClass))}",
                engines ? $"engine {Words.Of(engine)}" : null,
                Words.AtOnce(concurrency),
                Wire(status.Lab),
                Trials([.. cells.Where(cell => cell.Cell.Role != CellRole.Sentinel).Select(cell => cell.Planned)]),
            ];
            Line(output, string.Join(" · ", title.OfType<string>()), ascii);
            foreach (var line in ResultTable.Lines(cells, baseline)) Line(output, line, ascii);
            foreach (var line in Notes(cells)) Line(output, line, ascii);
        }

        foreach (var line in Legend(status)) Line(output, $"\n{line}", ascii);
        var precision = Precision(status).ToList();
        if (precision.Count > 0) output.Write('\n');
        foreach (var line in precision) Line(output, line, ascii);
        foreach (var (i, line) in AgreementTable.Lines(status.Agreement).Index()) Line(output, i == 0 ? $"\n{line}" : line, ascii);
        if (status.RejectedAttempts > 0)
            Line(output, $"\n{Count(status.RejectedAttempts, "attempt was", "attempts were")} rejected and tried again or given up; 'export' has the reasons.", ascii);
    }

    private static string Trials(int[] planned)
    {
        var (least, most) = (planned.DefaultIfEmpty().Min(), planned.DefaultIfEmpty().Max());
        return least != most ? $"{Words.Thousands(least)} to {Words.Thousands(most)} trials a cell"
            : most == 1 ? "1 trial a cell"
            : $"{Words.Thousands(most)} trials a cell";
    }

    /// <summary>What the stop rule decided; nothing where there is none.</summary>
    private static IEnumerable<string> Precision(CampaignStatus status)
    {
        if (status.Precision is not { Count: > 0 } all) yield break;
        var met = all.Where(one => one.Look.Met).ToList();
        var after = met.Select(one => one.AfterRepetition).Distinct().Order().ToList();
        yield return $"Precise enough: {met.Count} of {Count(all.Count, "comparison", "comparisons")}{(after.Count == 0 ? "" : $", after {after[0]}{(after.Count > 1 ? $" to {after[^1]}" : "")} repetitions")}.";
        foreach (var one in all.Where(one => !one.Look.Met))
        {
            yield return $"Not yet: {Words.Of(one.Look.Protocol)} {Words.SizeText(one.Look.RequestBytes)}, mean ±{Percent(one.Look.MeanPercent)}, median ±{Percent(one.Look.MedianPercent)} after {one.AfterRepetition} repetitions.";
        }
    }

    /// <summary>What the words of the comparisons mean, where there are any.</summary>
    private static IEnumerable<string> Legend(CampaignStatus status)
    {
        if (status.Baseline is not { } baseline || status.Cells.All(cell => cell.Beside?.OverheadInterval is null)) yield break;
        yield return $"Overhead beside {Words.Inert(baseline)}, block by block. slower, faster: proven; ≈: proven to be within 1 %; ~: neither is proven.";
    }

    private static string Percent(double? percent) => percent is { } value ? $"{Words.Thousands(value, 2)} %" : "?";

    private static string? Wire(IReadOnlyDictionary<string, string> lab) =>
        lab.TryGetValue("rate", out var rate) && rate is not ("none" or "") ? Words.Inert(rate) : lab.TryGetValue("kind", out var kind) ? Words.Inert(kind) : null;

    private static IEnumerable<string> Notes(List<CellStatus> cells)
    {
        foreach (var reason in cells.Where(cell => cell.Unsupported is not null).DistinctBy(cell => (cell.Cell.Platform, cell.Unsupported)))
            yield return $"{Words.Inert(reason.Cell.Platform)} unsupported: {Words.Inert(reason.Unsupported!)}";
        foreach (var cell in cells.Where(cell => cell.Failed > 0))
            yield return $"{Name(cell.Cell)}: {Count(cell.Failed, "trial", "trials")} failed";
        foreach (var cell in cells.Where(cell => cell.Lossy > 0))
            yield return $"{Name(cell.Cell)}: {Count(cell.Lossy, "trial", "trials")} of {cell.N} lost exchanges; the time lost is not in the rate";
        foreach (var platform in cells.GroupBy(cell => cell.Cell.Label).Where(platform => platform.Any(cell => cell.Invalid > 0)))
        {
            var invalid = Count(platform.Sum(cell => cell.Invalid), "trial", "trials");
            yield return $"{Words.Inert(platform.Key)}: {invalid} of {Words.Thousands(platform.Sum(cell => cell.N))} invalid, kept in the figures; 'actorbench export' has the reasons";
        }
    }

    private static string Name(Cell cell) => $"{Words.Inert(cell.Label)} {Words.SizeText(cell.RequestBytes)}";

    private static string Count(int count, string one, string many) => $"{Words.Thousands(count)} {(count == 1 ? one : many)}";

    private static void Line(TextWriter output, string line, bool ascii)
    {
        output.Write(ascii ? Ascii.Of(line) : line);
        output.Write('\n');
    }
}
