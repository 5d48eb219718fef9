using ActorBench.Reports.Html;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Sections;

/// <summary>How far the figures can be trusted.</summary>
internal sealed class QualitySection : IReportSection
{
    public string Title => "Data quality";

    public void Write(ReportPage page)
    {
        var content = page.Content;
        if (content.Findings.Count == 0) page.Paragraph("No rule found anything wrong with this campaign.");
        page.Table(QualityTables.FindingKinds(content));
        page.Table(QualityTables.Findings(content));
        page.Table(QualityTables.Thresholds(content));
        page.Html.Element("div", () => page.Table(QualityTables.ByPlatform(content)), ("class", "wide"));
        page.Paragraph("'Dependent': a test of independence in the order of execution fails at 5 %; of independent series about one in eight does, too. 'Not normal': Shapiro and Wilk at 5 %; where so, read medians rather than means.");
        if (ComparisonTables.Twins(content) is { } twins) page.Html.Element("div", () => page.Table(twins), ("class", "wide"));
        else page.Paragraph("No A/A twins were measured: nothing shows how large a difference the method itself makes.");
        if (content.Spec.Stop is null) page.Paragraph($"No stop rule: all {content.Spec.Repetitions} repetitions are planned, whatever the precision.");
        else if (content.Status.Precision is not { Count: > 0 }) page.Paragraph("The stop rule has not looked yet.");
        page.Table(QualityTables.Precision(content));
        page.Table(QualityTables.Starts(content));
        var split = content.Analysis.Input.SplitBlocks;
        page.Paragraph(split.Count == 0
            ? "No block was interrupted."
            : $"{split.Count} {(split.Count == 1 ? "block was" : "blocks were")} interrupted and gone on with later (block {string.Join(", ", split.Order().Take(20))}{(split.Count > 20 ? ", …" : "")}); what happened between is in its comparisons.");
    }
}
