using ActorBench.Reports.Html;
using ActorBench.Reports.Tables;

namespace ActorBench.Reports.Sections;

/// <summary>The figures of the study of 2007: rate over message size, one a protocol and size class.</summary>
internal sealed class RateSection : IReportSection
{
    public string Title => "Transfer rate";

    public void Write(ReportPage page)
    {
        foreach (var one in page.Figures)
        {
            page.Figure(one.Rate);
            page.Folded($"The same as a table: {one.Group.Title}", () => page.Table(RateTables.Rates(one.Group)));
        }
    }
}

/// <summary>CVs beside the bounds that the study of 2007 published.</summary>
internal sealed class ScatterSection : IReportSection
{
    public string Title => "Variation";

    public void Write(ReportPage page)
    {
        page.Paragraph("CV is s over the mean. Of ten trials its interval reaches from 0.69 to 1.83 times the value, so two CVs differ credibly only when one is about twice the other. 'below' and 'above' mean that the whole interval is; the study of 2007 published its CVs without intervals.");
        foreach (var one in page.Figures) page.Table(RateTables.Scatter(one.Group));
    }
}

/// <summary>The forest plots, each with its table.</summary>
internal sealed class RatioSection : IReportSection
{
    public string Title => "Platforms beside the baseline";

    public void Write(ReportPage page)
    {
        if (page.Content.Analysis.Comparisons.Count == 0) page.Paragraph("One platform alone: nothing to compare.");
        foreach (var one in page.Figures)
        {
            page.Figure(one.Ratio);
            page.Folded($"The same as a table: {one.Group.Title}", () => page.Html.Element("div", () => page.Table(ComparisonTables.Of(page.Content, one.Group)), ("class", "wide")));
        }
    }
}

internal sealed class LatencySection : IReportSection
{
    public string Title => "Latency";

    public void Write(ReportPage page)
    {
        if (page.Figures.All(one => one.Latency is null)) page.Paragraph("No trial has latencies.");
        foreach (var one in page.Figures)
        {
            page.Figure(one.Latency);
            page.Folded($"The same as a table: {one.Group.Title}", () => page.Table(ResourceTables.Latency(one.Group)));
        }
    }
}

internal sealed class CpuSection : IReportSection
{
    public string Title => "Processor time and service demand";

    public void Write(ReportPage page)
    {
        page.Paragraph(ResourceTables.Scope(page.Content.Analysis.Measured));
        foreach (var one in page.Figures) page.Table(ResourceTables.Cpu(one.Group));
    }
}

/// <summary>Only in a campaign of two engines.</summary>
internal sealed class AgreementSection : IReportSection
{
    public string Title => "Agreement with netperf";

    public void Write(ReportPage page) => page.Table(QualityTables.Agreement(page.Content));
}
