using ActorBench.Reports.Content;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Html;

namespace ActorBench.Reports.Sections;

/// <summary>The report as one file that needs nothing else: no network, no script, no font.</summary>
public static class HtmlReport
{
    private static readonly IReportSection[] Sections =
    [
        new OverviewSection(), new RateSection(), new ScatterSection(), new RatioSection(), new LevelSection(), new AgreementSection(), new LatencySection(), new CpuSection(),
        new QualitySection(), new EnvironmentSection(), new MethodSection(), new DeviationSection(), new RawDataSection(),
    ];

    private static bool Applies(IReportSection section, ReportContent content) => section switch
    {
        AgreementSection => content.Status.Agreement is { Count: > 0 },
        LevelSection => content.Spec.Concurrency is not null,
        _ => true,
    };

    public static string Write(ReportContent content, IReadOnlyList<GroupFigures> figures)
    {
        var page = new ReportPage(content, figures);
        var html = page.Html;
        var sections = Sections.Where(section => Applies(section, content)).ToList();
        html.Element("html", () =>
        {
            html.Element("head", () =>
            {
                html.Void("meta", ("charset", "utf-8"));
                html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Style.Policy));
                html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
                html.Element("title", $"{content.Campaign} · ActorBench report");
                html.Style(Style.Sheet);
            });
            html.Element("body", () =>
            {
                OpeningSection.Write(page);
                html.Element("nav", () =>
                {
                    foreach (var section in sections) html.Element("a", section.Title, ("href", $"#{Slugs.Of(section.Title)}"));
                });
                foreach (var section in sections)
                {
                    html.Element("section", () =>
                    {
                        html.Element("h2", section.Title);
                        section.Write(page);
                    }, ("id", Slugs.Of(section.Title)));
                }
            });
        }, ("lang", "en"));
        return html.ToString();
    }
}
