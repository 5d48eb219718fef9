using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Agreement;
using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics;

/// <summary>Folds the facts about trials into a campaign's status, each fact once, in whatever order they come; a retry comes after what it takes back.</summary>
public sealed class CampaignFold
{
    private readonly CampaignFoldPlan _plan;
    private readonly CellFold[] _cells;
    private readonly BaselineComparison _comparison;
    private readonly Dictionary<Cell, int> _index;
    private readonly SortedSet<(int Trial, int Attempt)> _rejected = [];
    private IReadOnlyList<ComparisonPrecision> _precision = [];

    public CampaignFold(CampaignFoldPlan plan)
    {
        _plan = plan;
        _cells = [.. plan.Cells.Zip(plan.Planned, (cell, planned) => new CellFold(cell, planned))];
        _comparison = new BaselineComparison(_cells, plan.Baseline, plan.TrialsPerBlock);
        _index = plan.Cells.Select((cell, i) => (cell, i)).ToDictionary(entry => entry.cell, entry => entry.i);
    }

    /// <returns>False for a fact that the fold has already.</returns>
    /// <exception cref="ArgumentException">The fact belongs to another campaign or to a cell that the plan does not have.</exception>
    public bool Add(ITrialEvent e)
    {
        if (e.Campaign != _plan.Campaign) throw new ArgumentException($"A fact of campaign {e.Campaign} cannot be folded into {_plan.Campaign}.", nameof(e));
        if (!_index.TryGetValue(e.Spec.Cell, out var index))
            throw new ArgumentException($"Trial {e.Spec.Number} belongs to {e.Spec.Cell}, which the plan {_plan.PlanHash} does not have.", nameof(e));
        var cell = _cells[index];
        return e switch
        {
            PairEvents.TrialRecorded recorded => cell.Accept(FoldedTrial.Of(
                e.Spec.Number,
                recorded.Key.Attempt,
                recorded.Result.Initiator.Counters,
                e.At.UtcTicks,
                recorded.Result.Flags.Contains(TrialFlags.Lossy),
                TrialFlags.SayInvalid(recorded.Result.Flags))),
            PairEvents.AttemptFailed failed => _rejected.Add((failed.Key.Trial, failed.Key.Attempt)),
            PairEvents.TrialQuarantined => cell.Quarantine(e.Spec.Number, e.At.UtcTicks),
            PairEvents.TrialRetried => cell.TakeUpAgain(e.Spec.Number),
            PairEvents.TrialUnsupported unsupported => cell.Refuse(e.Spec.Number, unsupported.Reason),
            _ => throw new ArgumentException($"No rule folds {e.GetType().Name}; the journal is newer than this build.", nameof(e)),
        };
    }

    /// <summary>The stop rule has decided something.</summary>
    /// <param name="planned">Trials that each cell is to have now, at the cell's index.</param>
    /// <param name="precision">What the rule saw last of each comparison.</param>
    public void Shorten(IReadOnlyList<int> planned, IReadOnlyList<ComparisonPrecision> precision)
    {
        for (var i = 0; i < _cells.Length; i++) _cells[i].Planned = planned[i];
        _precision = precision;
    }

    /// <summary>Trials with an outcome among the first <paramref name="lastTrial"/> of the plan.</summary>
    public int SettledUpTo(int lastTrial) => _cells.Sum(cell => cell.SettledUpTo(lastTrial));

    /// <summary>How precise each comparison is, over its accepted trials among the first <paramref name="lastTrial"/> of the plan.</summary>
    /// <param name="targetPercent">Half-width that both intervals of every cell must reach.</param>
    /// <param name="running">Whether the rule has left the cell's comparison in the plan so far.</param>
    public IReadOnlyList<ComparisonLook> Look(double targetPercent, int lastTrial, Func<Cell, bool> running) =>
    [
        .. _cells
            .Where(cell => cell.Cell.Role == CellRole.Measured && running(cell.Cell))
            .GroupBy(cell => (cell.Cell.Protocol, cell.Cell.SizeClass, cell.Cell.RequestBytes))
            .Select(one => PrecisionLook.At(one.Key.Protocol, one.Key.SizeClass, one.Key.RequestBytes, targetPercent, one
                .Where(cell => cell.Unsupported.Count == 0)
                .Select(cell => cell.Accepted.Where(trial => trial.Number <= lastTrial).Select(trial => trial.BothMbitS).ToArray()))),
    ];

    /// <summary>The figures of now. Only cells that changed since the last call are computed.</summary>
    public CampaignStatus Status(CampaignState state, IReadOnlyList<RunningTrial> running) => new(
        _plan.Campaign,
        state,
        _plan.PlanHash,
        _plan.Seed,
        _plan.Lab,
        _plan.StartedAt,
        _cells.Sum(cell => cell.Planned),
        _cells.Sum(cell => cell.Accepted.Count),
        _cells.Sum(cell => cell.Failed),
        _cells.Sum(cell => cell.UnsupportedTrials),
        _rejected.Count,
        RemainingTime.Seconds(_cells.Sum(cell => cell.Left), _plan.SecondsPerTrialEstimate, SettledAt()),
        _comparison.Status(),
        running,
        _plan.Baseline,
        _precision,
        EnginePairs.Of(_plan.Cells, _cells, _plan.TrialsPerBlock));

    public CampaignFoldSnapshot Export() => FoldColumns.Export(_plan, _cells, _rejected);

    /// <summary>Adds what a snapshot holds to what is here; facts in both count once.</summary>
    /// <exception cref="ArgumentException">The snapshot was taken under another plan.</exception>
    public void Import(CampaignFoldSnapshot snapshot)
    {
        if (snapshot.Campaign != _plan.Campaign.Value || snapshot.PlanHash != _plan.PlanHash)
            throw new ArgumentException($"A snapshot of {snapshot.Campaign}, plan {snapshot.PlanHash}, cannot go on as {_plan.Campaign}, plan {_plan.PlanHash}.", nameof(snapshot));
        FoldColumns.Import(snapshot, _cells, _rejected);
    }

    private long[] SettledAt() => [.. _cells.SelectMany(cell => cell.Accepted.Select(trial => trial.AtTicks).Concat(cell.Quarantined.Values))];
}
