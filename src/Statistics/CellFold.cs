using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics;

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

    public FoldedTrials Accepted { get; } = new();

    public SortedDictionary<int, long> Quarantined { get; } = [];

    public SortedDictionary<int, string> Unsupported { get; } = [];

    public int Failed => Quarantined.Keys.Count(trial => !Accepted.Has(trial));

    public int UnsupportedTrials => Unsupported.Keys.Count(trial => !Accepted.Has(trial) && !Quarantined.ContainsKey(trial));

    /// <summary>Trials that will still take time: none once the lab is known not to run the platform.</summary>
    public int Left => Unsupported.Count > 0 ? 0 : Math.Max(0, Planned - Accepted.Count - Failed);

    /// <summary>Trials with an outcome among the first <paramref name="lastTrial"/> of the plan.</summary>
    public int SettledUpTo(int lastTrial) =>
        Accepted.Select(trial => trial.Number).Concat(Quarantined.Keys).Concat(Unsupported.Keys).Where(trial => trial <= lastTrial).Distinct().Count();

    public bool Accept(FoldedTrial accepted) => Accepted.Add(accepted) && Changed();

    public bool Quarantine(int trial, long atTicks) => Quarantined.TryAdd(trial, atTicks) && Changed();

    public bool TakeUpAgain(int trial) => Quarantined.Remove(trial) && Changed();

    public bool Refuse(int trial, string reason) => Unsupported.TryAdd(trial, reason) && Changed();

    public CellStatus Status() => _status ??= Compute();

    private bool Changed()
    {
        _status = null;
        return true;
    }

    private CellStatus Compute()
    {
        var (oneway, exchanges) = (default(RunningMoments), default(RunningMoments));
        var (lossy, invalid) = (0, 0);
        var rates = new double[Accepted.Count];
        var next = 0;
        foreach (ref readonly var trial in Accepted.AsSpan())
        {
            rates[next++] = trial.BothMbitS;
            oneway = oneway.Add(trial.OnewayMbitS);
            exchanges = exchanges.Add(trial.ExchangesPerSecond);
            if (trial.Lossy) lossy++;
            if (trial.Invalid) invalid++;
        }

        var figures = RateFigures.Of(rates);
        var both = figures.Moments;
        var some = both.Count > 0;
        return new CellStatus(
            cell,
            Planned,
            (int)both.Count,
            Failed,
            UnsupportedTrials > 0 ? Unsupported.Values.First() : null,
            some ? both.Mean : null,
            some ? oneway.Mean : null,
            both.StandardDeviation,
            100 * both.CoefficientOfVariation,
            some ? exchanges.Mean : null,
            lossy,
            invalid,
            figures.Median,
            figures.MeanInterval?.Ends,
            figures.MedianInterval?.Ends,
            figures.CvInterval?.Map(cv => 100 * cv).Ends);
    }
}
