namespace ActorBench.Statistics.Findings.Rules;

internal sealed class EnvironmentDiffersRule() : FindingRule(
    "ENV_DIFFERS",
    FindingKind.Hint,
    "On one host, settings that are no part of the platform differ from the baseline's, and may be what really makes a difference.",
    "Set them alike in guests and host, or name them beside the result.",
    "Facts of the environment are compared between the endpoints of one host. How an endpoint is wired and what it runs on (guest., link., hypervisor., cgroup.) "
        + "is what a platform is; every other fact may be an accident, such as a buffer limit that a new network namespace does not inherit.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign)
    {
        var first = campaign.Environments.OrderBy(seen => seen.At).DistinctBy(seen => (seen.Host, seen.Platform)).ToList();
        var baselines = first.Where(seen => seen.Platform == campaign.Analysis.Input.Baseline).ToDictionary(seen => seen.Host);
        return first
            .Where(seen => seen.Platform != campaign.Analysis.Input.Baseline && baselines.ContainsKey(seen.Host))
            .Select(seen => ($"{seen.Host} {seen.Platform}", EnvironmentFacts.Differing(baselines[seen.Host].Facts, seen.Facts, name => !EnvironmentFacts.OfThePlatform(name))))
            .Where(seen => seen.Item2.Length > 0);
    }
}
