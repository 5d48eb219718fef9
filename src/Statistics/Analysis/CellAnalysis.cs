using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Outliers;
using ActorBench.Statistics.Series;
using ActorBench.Statistics.Shape;

namespace ActorBench.Statistics.Analysis;

/// <summary>All that the accepted trials of one cell say. Arrays have one entry a trial, in the order of <paramref name="Trials"/>.</summary>
/// <param name="Trials">Those that have a rate, in the order in which they ran: by number.</param>
/// <param name="BothMbitS">Rates both ways, 10^6 bit/s.</param>
/// <param name="Outliers">Marks; no trial is ever left out for one.</param>
/// <param name="Dependence">Null below <see cref="RateFigures.FewestForInterval"/> trials.</param>
/// <param name="RelativeDrift">Over all trials, as a fraction of their median; null below <see cref="RateFigures.FewestForInterval"/>.</param>
/// <param name="NormalityPValue">Shapiro and Wilk's; null where the test can't be made.</param>
/// <param name="LimitBothMbitS">What the lab's wire can carry of this cell; null where nothing limits it.</param>
/// <param name="Failed">Trials given up.</param>
/// <param name="Unsupported">The reason, where the lab can't run the platform.</param>
public sealed record CellAnalysis(
    Cell Cell,
    int Planned,
    IReadOnlyList<PairEvents.TrialRecorded> Trials,
    double[] BothMbitS,
    RateFigures Figures,
    OutlierLabel[] Outliers,
    Dependence? Dependence,
    double? RelativeDrift,
    double? MValue,
    double? NormalityPValue,
    LatencyFigures? Latency,
    CpuFigures? InitiatorCpu,
    CpuFigures? ResponderCpu,
    double? LimitBothMbitS,
    int Failed,
    string? Unsupported)
{
    public int N => Trials.Count;

    /// <summary>Accepted trials that have none: no byte came back, or no time passed. They are in no figure, and a finding names each.</summary>
    public IReadOnlyList<PairEvents.TrialRecorded> WithoutRate { get; init; } = [];

    public int Lossy => Trials.Count(trial => trial.Result.Flags.Contains(TrialFlags.Lossy));

    public int Invalid => Trials.Count(trial => TrialFlags.SayInvalid(trial.Result.Flags));

    /// <summary>The cell's rate in each block that has one; null values do not occur. Of several in one block the first.</summary>
    public IReadOnlyDictionary<int, double> RateByBlock() =>
        Trials.Zip(BothMbitS).DistinctBy(entry => entry.First.Spec.Block).ToDictionary(entry => entry.First.Spec.Block, entry => entry.Second);

    internal static CellAnalysis Of(Cell cell, int planned, IEnumerable<ITrialEvent> facts, WireShape? wire)
    {
        var all = facts.ToList();
        var recorded = all.OfType<PairEvents.TrialRecorded>().OrderBy(trial => trial.Spec.Number).DistinctBy(trial => trial.Spec.Number).ToLookup(HasRate);
        PairEvents.TrialRecorded[] trials = [.. recorded[true]];
        double[] rates = [.. trials.Select(trial => trial.Result.Initiator.Counters.BothMbitS())];
        var accepted = recorded.SelectMany(some => some).Select(trial => trial.Spec.Number).ToHashSet();
        var enough = rates.Length >= RateFigures.FewestForInterval;
        return new CellAnalysis(
            cell,
            planned,
            trials,
            rates,
            RateFigures.Of(rates),
            TukeyFences.LabelsOf(rates),
            enough ? Series.Dependence.Of(rates) : null,
            enough ? TheilSen.RelativeDrift(rates) : null,
            Shape.MValue.Of(rates),
            ShapiroWilk.Test(rates)?.PValue,
            LatencyFigures.Of(trials),
            CpuFigures.Of(trials.Select(trial => (trial.Result.Initiator.CpuTicks, trial.Result.Initiator.Counters.Exchanges))),
            CpuFigures.Of(trials.Select(trial => (trial.Result.Responder.CpuTicks, trial.Result.Initiator.Counters.Exchanges))),
            wire is null ? null : new WireLimit(wire.Mtu, Timestamps(trials)).BothMbitS(cell, wire.BitsPerSecond, wire.BurstBytes),
            all.OfType<PairEvents.TrialQuarantined>().Select(e => e.Spec.Number).Distinct().Count(number => !accepted.Contains(number)),
            all.OfType<PairEvents.TrialUnsupported>().FirstOrDefault()?.Reason)
        {
            WithoutRate = [.. recorded[false]],
        };
    }

    private static bool HasRate(PairEvents.TrialRecorded trial) => trial.Result.Initiator.Counters.BothMbitS() is > 0 and < double.PositiveInfinity;

    private static bool Timestamps(PairEvents.TrialRecorded[] trials) =>
        trials.Select(trial => trial.Result.Initiator.Tcp?.Timestamps).FirstOrDefault(known => known is not null) ?? true;
}
