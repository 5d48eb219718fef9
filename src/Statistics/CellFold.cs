using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics;

/// <summary>What a fold keeps of an accepted trial: counters, from which every rate is derived.</summary>
/// <param name="AtTicks">UTC ticks of 100 ns.</param>
internal readonly record struct FoldedTrial(int Attempt, ExchangeCounters Counters, bool Lossy, long AtTicks, bool Invalid = false);

/// <summary>The trials of one cell. Sorting before folding makes the result the same to the last bit whatever came first.</summary>
internal sealed class CellFold(Cell cell, int planned)
{
    private CellStatus? _status;
    private int _planned = planned;

    public Cell Cell => cell;

    /// <summary>Trials that the cell is to have; the stop rule lowers it.</summary>
    public int Planned
    {
        get => _planned;
        set
        {
            _planned = value;
            Changed();
        }
    }

    public SortedDictionary<int, FoldedTrial> Accepted { get; } = [];

    public SortedDictionary<int, long> Quarantined { get; } = [];

    public SortedDictionary<int, string> Unsupported { get; } = [];

    public int Failed => Quarantined.Keys.Count(trial => !Accepted.ContainsKey(trial));

    public int UnsupportedTrials => Unsupported.Keys.Count(trial => !Accepted.ContainsKey(trial) && !Quarantined.ContainsKey(trial));

    public int Lossy => Accepted.Values.Count(trial => trial.Lossy);

    public int Invalid => Accepted.Values.Count(trial => trial.Invalid);

    /// <summary>Trials that will still take time: none once the lab is known not to run the platform.</summary>
    public int Left => Unsupported.Count > 0 ? 0 : Math.Max(0, Planned - Accepted.Count - Failed);

    /// <summary>Trials with an outcome among the first <paramref name="lastTrial"/> of the plan.</summary>
    public int SettledUpTo(int lastTrial) =>
        Accepted.Keys.Concat(Quarantined.Keys).Concat(Unsupported.Keys).Where(trial => trial <= lastTrial).Distinct().Count();

    public bool Accept(int trial, FoldedTrial accepted)
    {
        // A journal accepts a trial once. Were there two, the earlier attempt stands, whichever was seen first.
        if (Accepted.TryGetValue(trial, out var known) && known.Attempt <= accepted.Attempt) return false;
        Accepted[trial] = accepted;
        return Changed();
    }

    public bool Quarantine(int trial, long atTicks) => Quarantined.TryAdd(trial, atTicks) && Changed();

    public bool Refuse(int trial, string reason) => Unsupported.TryAdd(trial, reason) && Changed();

    public CellStatus Status() => _status ??= Compute();

    private bool Changed()
    {
        _status = null;
        return true;
    }

    private CellStatus Compute()
    {
        var trials = Accepted.Values;
        var both = RunningMoments.Of(trials.Select(trial => trial.Counters.BothMbitS()));
        var some = both.Count > 0;
        return new CellStatus(
            cell,
            Planned,
            (int)both.Count,
            Failed,
            UnsupportedTrials > 0 ? Unsupported.Values.First() : null,
            some ? both.Mean : null,
            some ? RunningMoments.Of(trials.Select(trial => trial.Counters.OnewayMbitS())).Mean : null,
            both.StandardDeviation,
            100 * both.CoefficientOfVariation,
            some ? RunningMoments.Of(trials.Select(trial => trial.Counters.ExchangesPerSecond())).Mean : null,
            Lossy,
            Invalid);
    }
}
