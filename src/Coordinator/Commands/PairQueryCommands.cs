using System.Runtime.CompilerServices;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Commands;

/// <summary>Questions about the pairs of a campaign.</summary>
public static class PairQueryCommands
{
    private static readonly CommandArgument Id = new("id", "Campaign; without it the newest.");

    private static readonly CommandColumn<Row>[] ListColumns =
    [
        new("pair", row => row.Record.Pair.ToString()),
        new("blocks", row => row.Events.OfType<PairEvents.BlockStarted>().Select(e => e.Block).Distinct().Count(), Right: true),
        new("accepted", row => row.Events.OfType<PairEvents.TrialRecorded>().Count(), Right: true),
        new("rejected_attempts", row => row.Events.OfType<PairEvents.AttemptFailed>().Count(), Right: true),
        new("quarantined", row => row.Events.OfType<PairEvents.TrialQuarantined>().Count(), Right: true),
        new("running", row => row.Running),
    ];

    private static readonly CommandColumn<PairEvents.AttemptFailed>[] ShowColumns =
    [
        new("at", e => Words.Time(e.At)),
        new("trial", e => e.Key.Trial, Right: true),
        new("attempt", e => e.Key.Attempt, Right: true),
        new("cell", e => Words.Name(e.Spec.Cell)),
        new("kind", e => Words.Kebab(e.Failure.Kind)),
        new("reason", e => e.Failure.Reason),
    ];

    public static IReadOnlyList<OperatorCommand> Of(ICampaignView view) =>
    [
        new("list", "The pairs of a campaign and what each has done.", [Id with { Position = true }], (call, cancel) => ListAsync(view, call, cancel))
        {
            Columns = [.. ListColumns.Select(c => c.Name)],
        },
        new(
            "show",
            "The attempts of a pair that failed, and why.",
            [new("pair", "Such as h1:h2.", Mandatory: true, Position: true), Id],
            (call, cancel) => ShowAsync(view, call, cancel))
        {
            Columns = [.. ShowColumns.Select(c => c.Name)],
        },
    ];

    private static async IAsyncEnumerable<string> ListAsync(ICampaignView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = view.Open();
        var campaign = view.Choose(reader, call.Find("id"));
        var status = await view.StatusAsync(reader, campaign, cancel).ConfigureAwait(false);
        var running = status.Running.ToLookup(trial => trial.Spec.Pair);
        var rows = reader.Read(campaign, TrialDetail.Counters)!.Pairs
            .Select(record => new Row(record, running[record.Pair].FirstOrDefault() is { } trial ? $"trial {trial.Spec.Number}, {Words.Name(trial.Spec.Cell)}" : null))
            .ToList();
        foreach (var line in CommandTable.Lines(call.Json, ListColumns, rows, "No pair has been granted a block yet.")) yield return line;
    }

    private static async IAsyncEnumerable<string> ShowAsync(ICampaignView view, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.WaitAsync(cancel).ConfigureAwait(false);
        using var reader = view.Open();
        var record = reader.Read(view.Choose(reader, call.Find("id")), TrialDetail.Counters)!;
        var pair = record.Pairs.FirstOrDefault(p => p.Pair.ToString() == call.Get("pair"))
            ?? throw new CommandRefusedException($"{record.Campaign} has no pair '{call.Get("pair")}'; {(record.Pairs.Count == 0 ? "none has begun" : $"those that have begun: {string.Join(", ", record.Pairs.Select(p => p.Pair))}")}.");
        var failed = pair.Events.Select(e => e.Event).OfType<PairEvents.AttemptFailed>().ToList();
        foreach (var line in CommandTable.Lines(call.Json, ShowColumns, failed, $"No attempt of {pair.Pair} has failed.")) yield return line;
    }

    private sealed record Row(PairRecord Record, string? Running)
    {
        public IEnumerable<IPairEvent> Events => Record.Events.Select(e => e.Event);
    }
}
