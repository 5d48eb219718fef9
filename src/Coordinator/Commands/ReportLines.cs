using ActorBench.Agents;
using ActorBench.Messages.Statistics;
using ActorBench.Reports.Content;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Sections;
using ActorBench.Reports.Text;

namespace ActorBench.Coordinator.Commands;

/// <summary>A report, line by line.</summary>
internal static class ReportLines
{
    private static readonly (string Name, Func<ReportContent, string> Write)[] Writers =
    [
        ("html", content => HtmlReport.Write(content, GroupFigures.Of(content))),
        ("md", MarkdownReport.Write),
        ("latex", LatexReport.Write),
        ("junit", JunitReport.Write),
        ("json", ReportJson.Write),
    ];

    public static string[] Formats { get; } = [.. Writers.Select(writer => writer.Name)];

    public static async IAsyncEnumerable<string> Of(ICampaignView view, CommandCall call)
    {
        var format = call.OneOf("format", Formats);
        using var reader = view.Open();
        var campaign = view.Choose(reader, call.Find("id"));
        var status = await view.StatusAsync(reader, campaign, CancellationToken.None).ConfigureAwait(false);
        var text = await Task.Run(() => Write(
            format, ReportContent.Of(reader.ReadWithStarts(campaign)!, new ReportOccasion(TimeProvider.System.GetUtcNow(), BuildIdentity.Current, status.State is CampaignState.Running or CampaignState.Paused))))
            .ConfigureAwait(false);
        foreach (var line in text.TrimEnd('\n').Split('\n')) yield return line;
    }

    private static string Write(string format, ReportContent content) => Writers.First(writer => writer.Name == format).Write(content);
}
