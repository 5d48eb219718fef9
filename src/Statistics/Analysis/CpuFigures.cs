using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Analysis;

/// <summary>CPU of one end's machine over the windows of a cell's trials.</summary>
/// <param name="BusyPercent">Of all its processors.</param>
/// <param name="MicrosecondsPerExchange">Service demand, netperf's: busy time of all processors over exchanges.</param>
public sealed record CpuFigures(TrialMedian BusyPercent, TrialMedian? MicrosecondsPerExchange)
{
    private const double MicrosecondsPerTick = 10_000;

    public static CpuFigures? Of(IEnumerable<(CpuTicks Ticks, long Exchanges)> trials)
    {
        var all = trials.ToList();
        return TrialMedian.Of(all.Select(trial => trial.Ticks.BusyPercent)) is { } busy
            ? new CpuFigures(busy, TrialMedian.Of(all.Where(trial => trial.Ticks.BusyPercent is not null).Select(trial => Demand(trial.Ticks, trial.Exchanges))))
            : null;
    }

    private static double? Demand(CpuTicks ticks, long exchanges) => exchanges <= 0
        ? null
        : ticks.Busy * MicrosecondsPerTick / exchanges;
}
