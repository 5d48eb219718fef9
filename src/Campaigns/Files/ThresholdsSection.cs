using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>thresholds: { "cv(native, tcp small)": "&lt; 2.5 %" }</c></summary>
internal static class ThresholdsSection
{
    private const int Longest = 200;

    public static IReadOnlyList<Threshold> Read(YamlNode? node, IReadOnlyList<string> platforms, string baseline, IReadOnlyList<SizeClass> classes)
    {
        if (node is null) return [];
        var names = new ThresholdName(platforms, baseline, classes);
        return
        [
            .. Section.Free(node, "thresholds").Entries.Select(entry =>
            {
                var (name, value) = (Text(entry.Key), Text(entry.Value));
                var (metric, platform, selector) = names.Read(entry.Key.Place, name);
                var (sign, limit) = ThresholdCondition.Read(entry.Value.Place, value, metric);
                return new Threshold(name, value, metric, platform, selector.Protocol, selector.SizeClass, selector.RequestBytes, sign, limit);
            }),
        ];
    }

    private static string Text(YamlNode node) => Values.PlainText(node, "a threshold", Longest).Trim();
}
