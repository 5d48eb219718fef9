using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class StallRule() : FindingRule(
    "STALL",
    FindingKind.Warning,
    "Inside a trial the exchanges stood still for a while.",
    "Look for what stops for so long: retransmission timers (retransmits in 'actorbench export'), a paused guest, a full queue, swapping.",
    "One exchange took longer than 250 ms and than 20 times the trial's median, or more than 250 ms and a twentieth of the window went by waiting for "
        + "exchanges that were given up. The rule looks at times, so it marks nothing invalid: a slow platform may be what stalls.")
{
    private const double LeastNs = 250e6;
    private const double Medians = 20;
    private const double ShareOfWindow = 0.05;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        var stalled = cell.Trials.Where(trial => Stalled(trial.Result.Initiator)).ToList();
        if (stalled.Count == 0) return null;
        var worst = stalled.MaxBy(trial => Longest(trial.Result.Initiator))!;
        return Text($"{stalled.Count} of {Count(cell.N, "trial")}, the longest {Longest(worst.Result.Initiator) / 1e6:0} ms in trial {worst.Spec.Number}, whose median exchange takes {worst.Result.Initiator.Latency.P50Ns / 1e6 ?? 0:0.###} ms");
    });

    private static bool Stalled(InitiatorReport initiator) =>
        initiator.Latency.MaxNs > Math.Max(LeastNs, Medians * (initiator.Latency.P50Ns ?? 0))
        || initiator.Counters.StalledNs > Math.Max(LeastNs, ShareOfWindow * (initiator.Counters.ElapsedNs + initiator.Counters.StalledNs));

    private static long Longest(InitiatorReport initiator) => Math.Max(initiator.Latency.MaxNs ?? 0, initiator.Counters.StalledNs);
}
