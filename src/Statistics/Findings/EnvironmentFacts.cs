namespace ActorBench.Statistics.Findings;

/// <summary>Facts of an environment fingerprint, by their dotted names.</summary>
public static class EnvironmentFacts
{
    private const int MostShown = 3;
    private const int LongestValue = 60;

    private static readonly string[] PlatformPrefixes = ["guest.", "link.", "hypervisor.", "cgroup."];

    /// <summary>How an endpoint is wired and what it runs on is what a platform is; every other fact may be what really made a difference.</summary>
    public static bool OfThePlatform(string name) => PlatformPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <returns>The first few that differ, and how many more do; empty where none does.</returns>
    internal static string Differing(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, Func<string, bool> counts)
    {
        var differing = before.Keys.Union(after.Keys).Where(counts)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal).ToList();
        var shown = differing.Take(MostShown).Select(name => $"{name}: {Shown(before, name)} → {Shown(after, name)}");
        return string.Join(", ", shown) + (differing.Count > MostShown ? $", and {differing.Count - MostShown} more" : "");
    }

    private static string Shown(IReadOnlyDictionary<string, string> facts, string name) => facts.GetValueOrDefault(name) switch
    {
        null => "none",
        { Length: > LongestValue } text => text[..LongestValue] + "…",
        var text => text,
    };
}
