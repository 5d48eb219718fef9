using System.Runtime.CompilerServices;
using ActorBench.Journal;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>Questions about campaigns: the same from a coordinator and from a store alone.</summary>
public static class CampaignQueryCommands
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);
    private static readonly CommandArgument Id = new("id", "Campaign; without it the newest.", Position: true);
    private static readonly CommandArgument Cells = new("filter", "Only these cells, such as 'proto:tcp size:64KiB platform:bridge'; a '-' before a term leaves them out.");

    public static IReadOnlyList<OperatorCommand> Of(ICampaignView view) =>
    [
        new("list", "The campaigns, the newest first.", [new("open", "Only those that are not over.", Kind: ArgumentKind.Flag)], (call, cancel) => ListAsync(view, call, cancel))
        {
            Columns = ["campaign", "state", "planned", "accepted", "failed", "started_at", "unreadable_because"],
        },
        new("show", "How far a campaign has come and what its cells say so far.", [Id], (call, cancel) => ShowAsync(view, call, cancel)),
        new("watch", "The same again at each change, until the campaign has ended.", [Id], (call, cancel) => WatchAsync(view, call, cancel)),
        new("cells", "The cells of a campaign, one a row.", [Id, Cells], (call, cancel) => CellsAsync(view, call, CellColumns.Progress, cancel))
        {
            Columns = CellColumns.Names(CellColumns.Progress),
        },
        new("stats", "Means, spreads, intervals and verdicts, one cell a row.", [Id, Cells], (call, cancel) => CellsAsync(view, call, CellColumns.Figures, cancel))
        {
            Columns = CellColumns.Names(CellColumns.Figures),
        },
        new(
            "trials",
            "Every attempt as a row, as CSV; as JSON the rows in an array.",
            [Id, new("trial", "Only the attempts at this trial."), new("last", "Only the last so many rows.")],
            (call, _) => TrialLines.Of(view, call))
        {
            Columns = TrialLines.Columns,
        },
        new("log", "What operators have ordered of a campaign.", [Id], (call, _) => LogAsync(view, call)) { Columns = AuditLines.Columns },
        new(
            "report",
            "What a campaign says, as one document.",
            [Id, new("format", $"One of {string.Join(", ", ReportLines.Formats)}.", Default: ReportLines.Formats[0])],
            (call, _) => ReportLines.Of(view, call)),
    ];

    private static async IAsyncEnumerable<string> ListAsync(ICampaignView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = view.Open();
        var campaigns = new List<CampaignLine>();
        foreach (var campaign in call.Has("open") ? reader.OpenCampaigns() : reader.Campaigns()) campaigns.Add(await LineAsync(view, reader, campaign, cancel).ConfigureAwait(false));

        foreach (var line in Lines(output =>
        {
            if (call.Json) output.WriteLine(ListJson.Write(campaigns));
            else ListText.Write(output, campaigns);
        })) yield return line;
    }

    /// <summary>One campaign that this build can't make sense of hides none of the others.</summary>
    private static async Task<CampaignLine> LineAsync(ICampaignView view, StoreReader reader, CampaignId campaign, CancellationToken cancel)
    {
        try
        {
            var status = await view.StatusAsync(reader, campaign, cancel).ConfigureAwait(false);
            return new CampaignLine(campaign, status.State, status.Planned, status.Accepted, status.Failed, status.StartedAt);
        }
        catch (Exception e) when (e is CommandRefusedException or PlanChangedException or StoreCorruptException or UnknownManifestException)
        {
            return CampaignLine.OfUnreadable(campaign, e.Message);
        }
        catch (AskTimeoutException)
        {
            return CampaignLine.OfUnreadable(campaign, "Its statistics did not answer in time; ask again.");
        }
    }

    private static async IAsyncEnumerable<string> ShowAsync(ICampaignView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var line in Show(call, await ReadAsync(view, call.Find("id"), cancel).ConfigureAwait(false))) yield return line;
    }

    private static async IAsyncEnumerable<string> WatchAsync(ICampaignView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (asked, before) = (call.Find("id"), (Settled: -1, State: CampaignState.Interrupted));
        while (true)
        {
            var status = await ReadAsync(view, asked, cancel).ConfigureAwait(false);
            // What is watched stays the same when another campaign begins.
            asked ??= status.Campaign.Value;
            var now = (status.Accepted + status.Failed + status.Unsupported, status.State);
            if (now != before)
            {
                foreach (var line in Show(call, status)) yield return line;
            }

            before = now;
            if (status.State is not (CampaignState.Running or CampaignState.Paused)) yield break;
            await Task.Delay(WatchEvery, cancel).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<string> CellsAsync(
        ICampaignView view, CommandCall call, IReadOnlyList<CommandColumn<CellStatus>> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        var filter = CellColumns.Filter(call.Find("filter"));
        var status = await ReadAsync(view, call.Find("id"), cancel).ConfigureAwait(false);
        var cells = status.Cells.Where(cell => filter?.Takes(cell.Cell) != false).ToList();
        foreach (var line in CommandTable.Lines(call.Json, columns, cells, "No cell is like that.")) yield return line;
    }

    private static async IAsyncEnumerable<string> LogAsync(ICampaignView view, CommandCall call)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var reader = view.Open();
        foreach (var line in AuditLines.Of(reader, call, PersistenceIds.Campaign(view.Choose(reader, call.Find("id"))))) yield return line;
    }

    private static async Task<CampaignStatus> ReadAsync(ICampaignView view, string? id, CancellationToken cancel)
    {
        using var reader = view.Open();
        return await view.StatusAsync(reader, view.Choose(reader, id), cancel).ConfigureAwait(false);
    }

    private static IEnumerable<string> Show(CommandCall call, CampaignStatus status) => Lines(output =>
    {
        if (call.Json) output.WriteLine(StatusJson.Write(status));
        else StatusText.Write(output, status, status.Baseline);
    });

    /// <summary>What a writer writes, line by line.</summary>
    internal static IEnumerable<string> Lines(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
