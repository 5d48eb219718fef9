using ActorBench.Reports;

namespace ActorBench.Coordinator.Commands;

/// <summary>The rows of a campaign as <c>export</c> has them.</summary>
internal static class TrialLines
{
    public static IReadOnlyList<string> Columns { get; } = AttemptRows.Columns;

    public static async IAsyncEnumerable<string> Of(ICampaignView view, CommandCall call)
    {
        var (trial, last) = (call.FindCount("trial"), call.FindCount("last"));
        var rows = await Task.Run(() => Read(view, call.Find("id"))).ConfigureAwait(false);
        if (trial is { } number) rows = [.. rows.Where(row => row.Key.Trial == number)];
        if (last is { } count) rows = [.. rows.TakeLast(count)];
        foreach (var line in CampaignQueryCommands.Lines(output =>
        {
            if (call.Json) RowsJson.Write(output, rows);
            else RowsCsv.Write(output, rows);
        })) yield return line;
    }

    private static IReadOnlyList<AttemptRow> Read(ICampaignView view, string? id)
    {
        using var reader = view.Open();
        var record = reader.ReadWithStarts(view.Choose(reader, id))!;
        return AttemptRows.From(record, StoredCampaign.PlanOf(record.Started));
    }
}
