using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>platforms: [native, bridge]</c> and <c>baseline: native</c></summary>
internal static class PlatformsSection
{
    private const string Native = "native";
    private const int LongestName = 40;

    public static IReadOnlyList<string> Read(YamlNode? node)
    {
        if (node is null) return [Native];
        var taken = new Dictionary<string, Place>();
        foreach (var item in Values.Many(node, "platforms"))
        {
            var platform = Known(item, "a platform");
            if (!taken.TryAdd(platform, item.Place))
            {
                throw item.Place.Refusal($"the platform '{platform}' is already there {taken[platform].Reference}; take one of the two away");
            }
        }

        return [.. taken.Keys];
    }

    public static string Baseline(YamlNode? node, IReadOnlyList<string> platforms)
    {
        if (node is null) return platforms.Contains(Native) ? Native : platforms[0];
        var baseline = Known(node, "the baseline");
        return platforms.Contains(baseline)
            ? baseline
            : throw node.Place.Refusal($"the baseline '{baseline}' is not among the platforms ({string.Join(", ", platforms)}); name one of them, or add it");
    }

    private static string Known(YamlNode node, string what)
    {
        var name = Values.Scalar(node, what);
        return Vocabulary.Platforms.Contains(name.Text) || (PlatformNames.IsDeclared(name.Text) && Names.IsName(name.Text, LongestName))
            ? name.Text
            : throw name.Place.Refusal($"unknown platform {Shown.Quoted(name.Text)}; {Nearest.Hint(name.Text, [.. Vocabulary.Platforms, .. PlatformNames.Declared])}");
    }
}
