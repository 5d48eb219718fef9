using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class SkewFindingRule() : FindingRule(
    "SKEW",
    FindingKind.Warning,
    "Trials that had to begin together did not, so for a part of their windows they met less contention than their level of concurrency has.",
    "Find out what keeps the late initiator's processor busy, give the trial a longer warm-up, or take a longer trial.duration.",
    "Skew is the latest beginning of a window less the earliest, over the window, among the trials of one round and position; 1 % is the most. Beginnings are "
        + "taken by each initiator's monotonic clock and put into the round's clock by a survey just before (NTP's formula); how exactly is the column clock_bound_ns. A "
        + "trial whose window began more than 1 % of it beside its instant has the flag 'invalid:skew'. docs/measurement.md, section Many pairs at once.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Starts
        .Where(start => start.Skewed)
        .Select(start => (
            Text($"round {start.Round}, trial {start.Position} of the block"),
            Text($"{start.Trials.Count} windows began within {start.SkewNs / 1e6:0.000} ms, {100 * start.Skew:0.00} % of {start.WindowNs / 1e6:0.0} ms (known within ±{start.BoundNs / 1e6:0.000} ms); the last was {Last(start)}")));

    private static string Last(CommonStart start) => start.Trials.MaxBy(trial => trial.Result.Start!.StartedNs)!.Key.Pair.ToString();
}
