using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Comparison;

/// <summary>Two campaigns for people, at most 100 columns wide: what differs in method and environment, then a table a protocol, class and engine.</summary>
public static class ComparisonText
{
    private const int Width = 100;
    private const int MostFacts = 20;

    public static void Write(TextWriter output, ComparedCampaigns both)
    {
        foreach (var line in Heading(both).Concat(Method(both)).Concat(Environments(both)).Concat(Tables(both.Difference)).Concat(Alone(both))) output.Write($"{line}\n");
    }

    private static IEnumerable<string> Heading(ComparedCampaigns both)
    {
        foreach (var (letter, one) in ((string, ComparedCampaign)[])[("A", both.A), ("B", both.B)])
        {
            yield return $"{letter} = {Words.Inert(one.Id.Value)}, {Words.Time(one.Record.Started.At)[..10]}";
            if (one.Errors > 0) yield return $"    {(one.Errors == 1 ? "A finding says" : $"{one.Errors} findings say")} not to use some of its numbers; 'actorbench report {Words.Inert(one.Id.Value)}' has them.";
        }
    }

    private static IEnumerable<string> Method(ComparedCampaigns both)
    {
        if (both.Method.Count == 0) yield break;
        yield return "";
        yield return "They were not measured alike, so a difference below may be one of method:";
        foreach (var one in both.Method)
            foreach (var line in Indented($"{Words.Inert(one.Setting)}: {Words.Inert(one.A ?? "none")} → {Words.Inert(one.B ?? "none")}")) yield return line;
    }

    private static IEnumerable<string> Environments(ComparedCampaigns both)
    {
        yield return "";
        if (both.A.Record.Environments.Count == 0 || both.B.Record.Environments.Count == 0) yield return "Environments: not known of both.";
        else if (both.Environments.Count == 0) yield return "Environments: the same.";
        else yield return "Environments differ (A → B):";
        foreach (var table in both.Environments)
        {
            yield return $"  {table.Of}";
            foreach (var fact in table.Facts.Take(MostFacts))
                foreach (var line in Indented($"  {fact.Name}: {fact.Values[0] ?? "none"} → {fact.Values[1] ?? "none"}")) yield return line;
            if (table.Facts.Count > MostFacts) yield return $"    … and {table.Facts.Count - MostFacts} more";
        }
    }

    private static IEnumerable<string> Tables(CampaignDifference difference)
    {
        foreach (var table in difference.Cells.GroupBy(cell => (cell.A.Cell.Protocol, cell.A.Cell.SizeClass, cell.A.Cell.Engine, cell.A.Cell.Concurrency)))
        {
            var (protocol, sizeClass, engine, concurrency) = table.Key;
            yield return "";
            yield return $"{Words.Of(protocol).ToUpperInvariant()}{(sizeClass == "all" ? "" : " " + Words.Inert(sizeClass))}{(engine == Engine.Native ? "" : $" · engine {Words.Of(engine)}")}{(Words.AtOnce(concurrency) is { } level ? $" · {level}" : "")} · Mbit/s both ways, median ± 95 %";
            foreach (var line in ComparisonTable.Lines([.. table])) yield return line;
        }

        yield return "";
        if (difference.Cells.Count == 0)
        {
            yield return "No cell is in both.";
            yield break;
        }

        var legend = Words.Wrapped(
            $"delta: B to A by Hodges and Lehmann, with its 95 % interval (n = A+B). ~ no difference proven (Mann-Whitney, Holm over {difference.Cells.Count} cells); "
            + $"≈ proven to lie within ±{Words.Thousands(100 * difference.Margin, 1)} %; ? too few trials, {ResultTable.TooFew} in each.",
            Width);
        foreach (var line in legend) yield return line;
    }

    private static IEnumerable<string> Alone(ComparedCampaigns both) => Alone("A", both.Difference.OnlyA).Concat(Alone("B", both.Difference.OnlyB));

    private static IEnumerable<string> Alone(string side, IReadOnlyList<Cell> cells) =>
        cells.Count == 0 ? [] : Words.Wrapped($"Only in {side}: {string.Join(", ", cells.Select(Words.Name))}", Width);

    private static IEnumerable<string> Indented(string text)
    {
        var indent = new string(' ', 2 + text.TakeWhile(c => c == ' ').Count());
        return Words.Wrapped(text, Width - indent.Length).Select(line => indent + line);
    }
}
