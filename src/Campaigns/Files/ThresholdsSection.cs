namespace ActorBench.Campaigns.Files;

/// <summary><c>thresholds: { "cv(native, tcp small)": "&lt; 2.5 %" }</c>, kept as text.</summary>
internal static class ThresholdsSection
{
    public static IReadOnlyDictionary<string, string> Read(YamlNode? node) =>
        node is null
            ? new Dictionary<string, string>()
            : Section.Free(node, "thresholds").Values.ToDictionary(one => one.Key, one => Values.Scalar(one.Value, "a threshold").Text);
}
