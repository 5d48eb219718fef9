namespace ActorBench.Campaigns.Files;

/// <summary><c>thresholds: { "cv(native, tcp small)": "&lt; 2.5 %" }</c>, kept as text.</summary>
internal static class ThresholdsSection
{
    public static IReadOnlyDictionary<string, string> Read(YamlNode? node) =>
        node is null
            ? new Dictionary<string, string>()
            : Section.Free(node, "thresholds").Entries.ToDictionary(one => Text(one.Key), one => Text(one.Value));

    private static string Text(YamlNode node) => Values.PlainText(node, "a threshold", longest: 200);
}
