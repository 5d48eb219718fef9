using ActorBench.Reports.Content;
using ActorBench.Reports.Html;

namespace ActorBench.Reports.Sections;

/// <summary>What the campaign is, whether it is whole, and what it says of each platform in one sentence.</summary>
internal static class OpeningSection
{
    public static void Write(ReportPage page)
    {
        var (html, content) = (page.Html, page.Content);
        html.Element("h1", content.Campaign);
        if (content.Spec.Description is { Length: > 0 } description) html.Element("p", description);
        foreach (var line in Notices.Facts(content)) html.Element("p", line, ("class", "facts"));
        foreach (var notice in Notices.Of(content)) html.Element("p", notice, ("class", "notice"), ("role", "note"));
        html.Element("div", () =>
        {
            foreach (var platform in PlatformSummary.Of(content))
            {
                html.Element("p", () =>
                {
                    html.Element("span", platform.Badge, ("class", $"badge {Class(platform.Badge)}"));
                    html.Text(platform.Sentence);
                });
            }
        }, ("class", "verdicts"));
    }

    /// <summary>The colour of a word; the word itself says all.</summary>
    public static string Class(string word) => word switch
    {
        _ when word.StartsWith("slower", StringComparison.Ordinal) => "slower",
        _ when word.StartsWith("faster", StringComparison.Ordinal) => "faster",
        "equivalent" => "equivalent",
        _ => "open",
    };
}
