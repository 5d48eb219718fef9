using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class BarrierTimeoutRule() : FindingRule(
    "BARRIER_TIMEOUT",
    FindingKind.Warning,
    "Pairs of a round measured without all of its members, so they met less contention than their level of concurrency has.",
    "Read why the missing pair's attempts failed in 'actorbench export' (accepted = false) and in the coordinator's log, and whether its agents answer.",
    "A pair is waited for at each trial of a block: a minute at the first, for platforms may have to come up, and later a trial's length and 15 s. Then the others "
        + "go on, and it catches up alone when it comes back. Trials that were let begin without a member have the flag 'invalid:company'; those whose "
        + "company failed inside the window are counted here, too. docs/measurement.md, section Many pairs at once.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Starts
        .GroupBy(start => start.Round)
        .Select(round => (Round: round.Key, Short: round.Where(start => start.Trials.Count < start.Members).ToList()))
        .Where(round => round.Short.Count > 0)
        .Select(round => (Text($"round {round.Round}"), Evidence(round.Short)));

    private static string Evidence(List<CommonStart> starts)
    {
        var missing = starts.SelectMany(start => start.Trials.SelectMany(trial => trial.Result.Start!.Missing ?? []).Distinct()).CountBy(pair => pair)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Text($"{pair.Key} {pair.Value}"));
        var named = string.Join(", ", missing.Take(4));
        return Text($"{Count(starts.Count, "start")} with fewer than {starts[0].Members} pairs, the fewest {starts.Min(start => start.Trials.Count)}")
            + (named.Length > 0 ? $"; not ready: {named}" : "; all were ready, and an attempt failed inside the window");
    }
}
