using ActorBench.Reports.Content;
using ActorBench.Reports.Html;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Reports.Sections;

/// <summary>Overhead of every cell at a glance: sizes down, platforms across, tinted by verdict and named by it.</summary>
internal sealed class OverviewSection : IReportSection
{
    public string Title => "Overhead at a glance";

    public void Write(ReportPage page)
    {
        var (html, content) = (page.Html, page.Content);
        string[] platforms = [.. content.Spec.Platforms.Where(platform => platform != content.Baseline)];
        if (content.Analysis.Comparisons.Count == 0)
        {
            page.Paragraph($"There is nothing to compare with {Words.Inert(content.Baseline)}.");
            return;
        }

        page.Paragraph($"What each platform costs, in per cent of {Words.Inert(content.Baseline)}'s rate, with 95 % intervals; less than 0 is a gain. The word is the verdict after Holm's adjustment over all {content.Analysis.Comparisons.Count} comparisons, with a margin of {Shown.Margin(content.Analysis.Input.Margin)}.");
        html.Element("table", () =>
        {
            html.Element("thead", () => html.Element("tr", () =>
            {
                html.Element("th", "cell", ("class", "text"), ("scope", "col"));
                foreach (var platform in platforms) html.Element("th", platform, ("scope", "col"));
            }));
            html.Element("tbody", () =>
            {
                foreach (var row in content.Analysis.Comparisons.GroupBy(c => (c.Baseline.Cell.SizeClass, c.Baseline.Cell))) Row(page, platforms, [.. row]);
            });
        });
    }

    private static void Row(ReportPage page, string[] platforms, PlatformComparison[] row) => page.Html.Element("tr", () =>
    {
        var sizeClass = row[0].Baseline.Cell.SizeClass;
        page.Html.Element("th", $"{page.Content.NameOf(row[0].Baseline.Cell)}{(sizeClass == "all" ? "" : $" ({sizeClass})")}", ("class", "text"), ("scope", "row"));
        foreach (var platform in platforms)
        {
            if (row.FirstOrDefault(c => c.Cell.Cell.Platform == platform) is not { } one) page.Html.Element("td", Shown.Missing);
            else if (one.OverheadPercent is null) page.Html.Element("td", one.Cell.Unsupported is null ? Shown.Missing : "unsupported", ("class", "open"));
            else Cell(page, one);
        }
    });

    private static void Cell(ReportPage page, PlatformComparison one)
    {
        var verdict = Shown.Verdict(one);
        page.Html.Element("td", () =>
        {
            page.Html.Text(Shown.Overhead(one));
            if (verdict != Shown.NeedMore) page.Html.Element("small", verdict);
        }, ("class", OpeningSection.Class(verdict)));
    }
}
