using ActorBench.Reports.Content;
using ActorBench.Reports.Figures;

namespace ActorBench.Reports.Html;

/// <summary>One part of the page.</summary>
internal interface IReportSection
{
    /// <summary>Heading; its anchor follows from it.</summary>
    string Title { get; }

    void Write(ReportPage page);
}

/// <summary>What sections write to: the page so far, and what there is to say. Figures and tables are numbered in the order in which they are written.</summary>
internal sealed class ReportPage(ReportContent content, IReadOnlyList<GroupFigures> figures)
{
    private int _figures;
    private int _tables;

    public ReportContent Content => content;

    public IReadOnlyList<GroupFigures> Figures => figures;

    public HtmlWriter Html { get; } = new();

    public void Figure(Figure? figure)
    {
        if (figure is not null) Html.Figure(figure, ++_figures);
    }

    /// <summary>Nothing for a table without rows.</summary>
    public void Table(Tables.ReportTable? table)
    {
        if (table is { Rows.Count: > 0 }) Html.Table(table, ++_tables);
    }

    public void Paragraph(string text) => Html.Element("p", text);

    /// <summary>Folded on a screen; open on paper, unless it is bulk that nobody reads there.</summary>
    public void Folded(string summary, Action write, bool bulk = false) => Html.Element("details", () =>
    {
        Html.Element("summary", summary);
        write();
    }, ("class", bulk ? "bulk" : "table"));
}
