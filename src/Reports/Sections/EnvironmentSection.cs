using ActorBench.Reports.Content;
using ActorBench.Reports.Html;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Sections;

/// <summary>What the endpoints stood on, and what besides the platform may have made a difference.</summary>
internal sealed class EnvironmentSection : IReportSection
{
    public string Title => "Environment";

    public void Write(ReportPage page)
    {
        if (StartTables.Of(page.Content) is { } starts) page.Table(starts);
        var environments = page.Content.Environments;
        if (environments.Count == 0)
        {
            page.Paragraph("No environment was recorded.");
            return;
        }

        page.Html.Element("h3", "What differs between platforms");
        page.Paragraph("'platform': the fact is part of what the platform is. 'other': it may be the true reason of a difference.");
        foreach (var table in EnvironmentDifference.BetweenPlatforms(environments)) Write(page, table, $"On {table.Of}, between platforms.");
        page.Html.Element("h3", "What differs between hosts");
        foreach (var table in EnvironmentDifference.BetweenHosts(environments)) Write(page, table, $"{table.Of}, between hosts.");
        var changes = EnvironmentDifference.Changes(environments);
        if (changes.Count > 0) page.Html.Element("h3", "What changed during the campaign");
        foreach (var table in changes) Write(page, table, $"{table.Of}, by the first digits of the environment's hash.");
        page.Html.Element("h3", "All facts of the baseline");
        page.Paragraph("Folded here, and not printed.");
        foreach (var one in environments.Where(e => e.Platform == page.Content.Baseline).DistinctBy(e => e.Host))
        {
            page.Folded($"{Words.Inert(one.Host)}, {one.Facts.Count} facts, hash {EnvironmentDifference.ShortHash(one.Hash)}", () => page.Table(new ReportTable(
                $"{Words.Inert(one.Host)} {Words.Inert(one.Platform)} as it was found first.",
                [ReportTable.Left("fact"), ReportTable.Left("value")],
                [.. one.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => (string[])[Words.Inert(fact.Key), Words.Inert(fact.Value)])])), bulk: true);
        }
    }

    private static void Write(ReportPage page, DifferenceTable table, string caption)
    {
        if (table.Facts.Count == 0) page.Paragraph($"{caption.TrimEnd('.')}: no difference.");
        else page.Html.Element("div", () => page.Table(Of(table, caption)), ("class", "wide"));
    }

    private static ReportTable Of(DifferenceTable table, string caption) => new(
        caption,
        [ReportTable.Left("fact"), ReportTable.Left("part of"), .. table.Columns.Select(ReportTable.Left)],
        [.. table.Facts.OrderBy(fact => fact.OfThePlatform).Select(fact => (string[])
        [
            fact.Name, fact.OfThePlatform ? "platform" : "other", .. fact.Values.Select(value => value ?? Shown.Missing),
        ])]);
}
