using ActorBench.Reports.Content;
using ActorBench.Reports.Html;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Sections;

internal sealed class MethodSection : IReportSection
{
    public string Title => "Methods";

    public void Write(ReportPage page) => page.Html.Element("dl", () =>
    {
        foreach (var (heading, text) in MethodText.Of(page.Content))
        {
            page.Html.Element("dt", heading);
            page.Html.Element("dd", text);
        }
    });
}

internal sealed class DeviationSection : IReportSection
{
    public string Title => "Deviations from the plan";

    public void Write(ReportPage page)
    {
        var table = DeviationTables.Of(page.Content);
        if (table.Rows.Count == 0) page.Paragraph("None: every trial was accepted at its first attempt.");
        page.Table(table);
    }
}
