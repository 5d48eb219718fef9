using System.Text;
using ActorBench.Reports.Content;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Text;

/// <summary>The report as a comment on a change: sentences in sight, tables folded, short enough for any forge.</summary>
public static class MarkdownReport
{
    /// <summary>Characters; GitHub takes 65,536 in a comment.</summary>
    private const int Longest = 60_000;

    public static string Write(ReportContent content)
    {
        var text = new StringBuilder($"## {Escaped(content.Campaign)}\n\n");
        foreach (var notice in Notices.Of(content)) text.Append($"> **{Escaped(notice)}**\n\n");
        foreach (var platform in PlatformSummary.Of(content)) text.Append($"- **{Escaped(platform.Badge)}** · {Escaped(platform.Sentence)}\n");
        foreach (var fact in Notices.Facts(content)) text.Append($"\n{Escaped(fact)}\n");
        text.Append($"\nMeasure it again: `{Code(Reproduction.Command(content))}` with the campaign file of the report, plan hash `{content.Plan.Hash}`. SHA-256 of its rows (CSV): `{content.Raw.CsvSha256}`.\n");
        var left = 0;
        foreach (var (summary, table) in Tables(content).Where(one => one.Table.Rows.Count > 0))
        {
            var block = Folded(summary, table);
            if (text.Length + block.Length <= Longest) text.Append(block);
            else left++;
        }

        if (left > 0) text.Append($"\n{left} more {(left == 1 ? "table is" : "tables are")} in the whole report, which is too long for here.\n");
        return text.ToString();
    }

    private static IEnumerable<(string Summary, ReportTable Table)> Tables(ReportContent content)
    {
        if (content.Thresholds.Count > 0) yield return ("Thresholds", QualityTables.Thresholds(content));
        yield return ("Findings", QualityTables.FindingKinds(content));
        yield return ("Where they were seen", QualityTables.Findings(content));
        foreach (var group in content.Groups) yield return ($"{group.Title}: beside {Words.Inert(content.Baseline)}", ComparisonTables.Of(content, group));
        if (content.Analysis.Levels.Count > 0) yield return ("Scaling with pairs", LevelTables.Of(content));
        foreach (var group in content.Groups) yield return ($"{group.Title}: variation", RateTables.Scatter(group));
        foreach (var group in content.Groups) yield return ($"{group.Title}: rates", RateTables.Rates(group));
        if (QualityTables.Agreement(content) is { } agreement) yield return ("Agreement with netperf", agreement);
        yield return ("Trials by platform", QualityTables.ByPlatform(content));
        if (QualityTables.Starts(content) is { } starts) yield return ("Starts in common", starts);
        if (StartTables.Of(content) is { } guests) yield return ("Starts of guests", guests);
        yield return ("Deviations from the plan", DeviationTables.Of(content));
        foreach (var group in content.Groups) yield return ($"{group.Title}: latency", ResourceTables.Latency(group));
    }

    private static string Folded(string summary, ReportTable table)
    {
        var text = new StringBuilder($"\n<details><summary>{Escaped(summary)}</summary>\n\n{Escaped(table.Caption)}\n\n");
        Line(table.Columns.Select(column => Escaped(column.Name)));
        Line(table.Columns.Select(column => column.IsText ? ":--" : "--:"));
        foreach (var row in table.Rows) Line(row.Select(Escaped));
        return text.Append("\n</details>\n").ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>Text that Markdown and the HTML inside it take for nothing else.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in Words.Inert(text))
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '|' or '~' or '!' => escaped.Append('\\').Append(c),
                // A mention would call someone.
                '@' => escaped.Append("&#64;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Between single back quotes nothing is escaped, so there must be none inside.</summary>
    private static string Code(string text) => Words.Inert(text).Replace('`', '\'');
}
