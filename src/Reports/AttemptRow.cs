using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Reports;

/// <summary>One attempt at one trial as <c>export</c> shows it.</summary>
/// <param name="Result">Null for a rejected attempt.</param>
/// <param name="Flags">Of the trial; for a rejected attempt its kind and its reason.</param>
/// <param name="StartedAt">Start of the window; for a rejected attempt the moment it was given up.</param>
/// <param name="Round">Of the plan; null where the plan is not known.</param>
/// <param name="Guests">As the campaign orders it for all of its platforms; null where the plan is not known.</param>
/// <param name="InitiatorStartMs">What the initiator's guest, as it stood in this attempt, had taken from the order to start it to its registration; null where none was started.</param>
public sealed record AttemptRow(
    AttemptKey Key,
    TrialSpec Spec,
    TrialResult? Result,
    IReadOnlyList<string> Flags,
    DateTimeOffset StartedAt,
    Timing Timing,
    int? Round = null,
    GuestMode? Guests = null,
    long? InitiatorStartMs = null,
    long? ResponderStartMs = null)
{
    public bool Accepted => Result is not null;

    /// <summary>By the coordinator's clock, as starts of guests are.</summary>
    internal DateTimeOffset StoredAt { get; init; }
}

/// <summary>The rows of a campaign, sorted by trial, then attempt.</summary>
public static class AttemptRows
{
    /// <summary>Keys of a row, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. RowColumns.All.Select(column => column.Name)];

    public static IReadOnlyList<AttemptRow> From(Journal.CampaignRecord record, CampaignPlan plan)
    {
        var starts = new StartsBefore(record.Starts);
        return
        [
            .. From(record.TrialEvents, plan.Spec.Trial.Timing).Select(row => row with
            {
                Round = plan.Blocks[row.Spec.Block - 1].Round,
                Guests = plan.Spec.Guests,
                InitiatorStartMs = starts.Last(row.Key.Pair.Initiator, row.Spec.Cell.Platform, row.StoredAt),
                ResponderStartMs = starts.Last(row.Key.Pair.Responder, row.Spec.Cell.Platform, row.StoredAt),
            }),
        ];
    }

    public static IReadOnlyList<AttemptRow> From(IEnumerable<ITrialEvent> events, Timing timing) =>
    [
        .. events
            .Select(e => e switch
            {
                PairEvents.TrialRecorded r =>
                    new AttemptRow(r.Key, r.Spec, r.Result, r.Result.Flags, r.Result.Initiator.StartedAt, timing) { StoredAt = r.At },
                PairEvents.AttemptFailed f =>
                    new AttemptRow(f.Key, f.Spec, null, [Words.Kebab(f.Failure.Kind), f.Failure.Reason], f.At, timing) { StoredAt = f.At },
                // A trial that is given up, taken up again or can't run is no attempt.
                _ => null,
            })
            .OfType<AttemptRow>()
            .OrderBy(row => row.Key.Trial)
            .ThenBy(row => row.Key.Attempt),
    ];
}
