namespace ActorBench.Statistics.Findings.Rules;

internal sealed class EnvironmentChangedRule() : FindingRule(
    "ENV_CHANGED",
    FindingKind.Warning,
    "An endpoint's machine was not set the same all through the campaign, so its trials are not of one kind.",
    "Compare only trials of one environment (column 'environment' of 'actorbench export'), or run the campaign again without touching the machine.",
    "Each endpoint takes the fingerprint of its machine at each block; a second one of the same host and platform means that a fact changed. Nothing that "
        + "changes by itself is in it, such as load or free memory.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Environments
        .GroupBy(seen => (seen.Host, seen.Platform))
        .Select(endpoint => (endpoint.Key, Seen: endpoint.OrderBy(seen => seen.At).DistinctBy(seen => seen.Hash).ToList()))
        .Where(endpoint => endpoint.Seen.Count > 1)
        .Select(endpoint => ($"{endpoint.Key.Host} {endpoint.Key.Platform}", EnvironmentFacts.Differing(endpoint.Seen[0].Facts, endpoint.Seen[^1].Facts, _ => true)));
}
