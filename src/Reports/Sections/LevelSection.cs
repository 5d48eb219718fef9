using ActorBench.Reports.Figures;
using ActorBench.Reports.Html;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Sections;

/// <summary>Only in a campaign that makes a factor of concurrency.</summary>
internal sealed class LevelSection : IReportSection
{
    public string Title => "Scaling with pairs";

    public void Write(ReportPage page)
    {
        foreach (var figure in LevelFigure.Of(page.Content)) page.Figure(figure);
        page.Html.Element("div", () => page.Table(LevelTables.Of(page.Content)), ("class", "wide"));
    }
}
