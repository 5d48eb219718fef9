using System.Globalization;
using System.Text.Json;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>The campaigns of a store, as <c>actorbench list</c> prints them.</summary>
public static class ListText
{
    internal const string Unreadable = "unreadable";

    public static void Write(TextWriter output, IReadOnlyList<CampaignLine> campaigns)
    {
        string[][] rows =
        [
            ["campaign", "state", "trials", "failed", "started"],
            .. campaigns.Select(Row),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
        {
            // Numbers to the right, words to the left.
            output.Write($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}  {row[4]}");
            output.Write('\n');
        }
    }

    private static string[] Row(CampaignLine line) =>
    [
        Words.Inert(line.Campaign.Value),
        .. line.Unreadable is { } reason
            ? (string[])[Unreadable, "–", "–", Words.Inert(reason)]
            :
            [
                Words.Of(line.State),
                $"{Words.Thousands(line.Accepted)}/{Words.Thousands(line.Planned)}",
                Words.Thousands(line.Failed),
                line.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC",
            ],
    ];
}

public static class ListJson
{
    public static string Write(IReadOnlyList<CampaignLine> campaigns) => JsonText.Of(json =>
    {
        json.WriteStartArray();
        foreach (var campaign in campaigns)
        {
            json.WriteStartObject();
            json.WriteString("campaign", campaign.Campaign.Value);
            if (campaign.Unreadable is { } reason) WriteUnreadable(json, reason);
            else WriteStatus(json, campaign);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteStatus(Utf8JsonWriter json, CampaignLine line)
    {
        json.WriteString("state", Words.Of(line.State));
        json.WriteNumber("planned", line.Planned);
        json.WriteNumber("accepted", line.Accepted);
        json.WriteNumber("failed", line.Failed);
        json.WriteString("started_at", Words.Time(line.StartedAt));
        json.WriteNull("unreadable_because");
    }

    private static void WriteUnreadable(Utf8JsonWriter json, string reason)
    {
        json.WriteString("state", ListText.Unreadable);
        foreach (var unknown in (string[])["planned", "accepted", "failed", "started_at"]) json.WriteNull(unknown);
        json.WriteString("unreadable_because", reason);
    }
}
