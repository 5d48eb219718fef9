using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>How far our rates are from netperf's, a line a cell; nothing where a campaign has one engine.</summary>
internal static class AgreementTable
{
    private const string Title = "Agreement with netperf · rate, native engine against netperf · % of their mean, by blocks";

    public static IEnumerable<string> Lines(IReadOnlyList<EngineAgreement>? agreement)
    {
        if (agreement is null or []) yield break;
        string[][] rows =
        [
            ["cell", "size", "platform", "pairs", "bias %", "95 % interval", "limits of agreement"],
            .. agreement.Select(Row),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        yield return Title;
        // Words to the left, numbers to the right.
        foreach (var row in rows)
            yield return string.Join("  ", row.Select((text, i) => i is 0 or 2 ? text.PadRight(widths[i]) : text.PadLeft(widths[i]))).TrimEnd();
    }

    private static string[] Row(EngineAgreement one)
    {
        var cell = one.Cell;
        var size = Words.SizeText(cell.RequestBytes);
        return
        [
            $"{Words.Of(cell.Protocol).ToUpperInvariant()}{(cell.SizeClass == "all" ? "" : " " + Words.Inert(cell.SizeClass))}",
            cell.ResponseBytes == cell.RequestBytes ? size : $"{size} / {Words.SizeText(cell.ResponseBytes)}",
            Words.Inert(cell.Label),
            Words.Thousands(one.Pairs),
            Percent(one.BiasPercent),
            Range(one.BiasLowPercent, one.BiasHighPercent),
            Range(one.LowerLimitPercent, one.UpperLimitPercent),
        ];
    }

    private static string Range(double? low, double? high) => low is null || high is null ? ResultTable.Missing : $"{Percent(low)} to {Percent(high)}";

    private static string Percent(double? percent) => percent is { } x ? $"{(x > 0 ? "+" : "")}{Words.Thousands(x, 2)}" : ResultTable.Missing;
}
