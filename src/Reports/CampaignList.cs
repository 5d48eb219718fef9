using System.Globalization;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>The campaigns of a store, as <c>actorbench list</c> prints them.</summary>
public static class ListText
{
    public static void Write(TextWriter output, IReadOnlyList<CampaignLine> campaigns)
    {
        string[][] rows =
        [
            ["campaign", "state", "trials", "failed", "started"],
            .. campaigns.Select(c => new[]
            {
                Words.Inert(c.Campaign.Value),
                Words.Of(c.State),
                $"{Words.Thousands(c.Accepted)}/{Words.Thousands(c.Planned)}",
                Words.Thousands(c.Failed),
                c.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC",
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
        {
            // Numbers to the right, words to the left.
            output.Write($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}  {row[4]}");
            output.Write('\n');
        }
    }
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
            json.WriteString("state", Words.Of(campaign.State));
            json.WriteNumber("planned", campaign.Planned);
            json.WriteNumber("accepted", campaign.Accepted);
            json.WriteNumber("failed", campaign.Failed);
            json.WriteString("started_at", Words.Time(campaign.StartedAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
