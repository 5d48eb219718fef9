using ActorBench.Reports.Content;
using ActorBench.Reports.Html;

namespace ActorBench.Reports.Sections;

/// <summary>The rows that all figures are made of, and how to make and to check them again.</summary>
internal sealed class RawDataSection : IReportSection
{
    /// <summary>Beyond it the rows stay outside of the page, which is to stay below 5 MB.</summary>
    private const int MostBytes = 2_500_000;

    public string Title => "Raw data and reproduction";

    public void Write(ReportPage page)
    {
        var (html, content) = (page.Html, page.Content);
        var raw = content.Raw;
        page.Paragraph($"{Words.Thousands(raw.Rows)} rows, one an attempt, rejected ones among them; 'actorbench export' writes them.");
        html.Element("ul", () =>
        {
            Sum("rows.csv", raw.CsvSha256, raw.Csv.Length);
            Sum("rows.json", raw.JsonSha256, raw.Json.Length);
        });
        Attach(page, raw.PackedCsv());
        page.Paragraph("Whether a store holds the rows of this report:");
        html.Preformatted(Reproduction.Check(content));
        page.Paragraph($"To measure the same plan again, save the campaign file below as {Reproduction.File} and run:");
        html.Preformatted(Reproduction.Command(content));
        page.Paragraph($"'actorbench plan' with the same file and flags prints the plan hash {content.Plan.Hash}; another hash is another plan.");
        html.Element("h3", "Campaign file");
        html.Preformatted(content.Record.Started.FileText);
        if (content.Record.Started.Overrides is { Count: > 0 } overrides)
        {
            html.Element("h3", "Flags over the file");
            html.Preformatted(string.Join('\n', overrides.Select(Words.Inert)));
        }

        void Sum(string file, string sha256, int bytes) => html.Element("li", () =>
        {
            html.Text($"{file}, {Words.Thousands(bytes)} bytes, SHA-256 ");
            html.Element("code", sha256);
        });
    }

    private static void Attach(ReportPage page, byte[] packed)
    {
        if (packed.Length > MostBytes)
        {
            page.Paragraph("The rows are too many to travel inside this page.");
            return;
        }

        page.Html.Element("p", () => page.Html.Element(
            "a",
            $"Rows of this report, {Words.Thousands(packed.Length)} bytes of gzip",
            ("download", $"{Slugs.Of(page.Content.Campaign)}-rows.csv.gz"),
            ("href", $"data:application/gzip;base64,{Convert.ToBase64String(packed)}")));
    }
}
