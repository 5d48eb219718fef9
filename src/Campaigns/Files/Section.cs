namespace ActorBench.Campaigns.Files;

/// <summary>A mapping whose keys are all known and all different.</summary>
internal sealed class Section
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    private Section(MapNode map)
    {
        Entries = map.Entries;
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (!seen.TryAdd(key.Text, key.Place))
            {
                throw key.Place.Refusal($"duplicate key {Shown.Quoted(key.Text)}, first {seen[key.Text].Reference}; take one of the two away");
            }

            _values[key.Text] = value;
        }
    }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<MapEntry> Entries { get; }

    /// <summary>A section of the language: only its keys are allowed.</summary>
    public static Section Of(YamlNode node, string name, IReadOnlyList<string> keys)
    {
        foreach (var (key, _) in Map(node, name).Entries)
        {
            if (!keys.Contains(key.Text, StringComparer.Ordinal)) throw Unknown(key, keys);
        }

        return Free(node, name);
    }

    /// <summary>A section whose keys are the user's own words.</summary>
    public static Section Free(YamlNode node, string name) => new(Map(node, name));

    public YamlNode? Find(string key) => _values.GetValueOrDefault(key);

    private static MapNode Map(YamlNode node, string name) => node switch
    {
        MapNode map => map,
        ScalarNode { Text: "" } => throw node.Place.Refusal($"{name} is empty; give it a setting or take it away"),
        _ => throw node.Place.Refusal($"{name} takes keys with values; write it as '{name}: {{ key: value }}'"),
    };

    private static CampaignFileException Unknown(ScalarNode key, IReadOnlyList<string> keys) =>
        key.Place.Refusal($"unknown key {Shown.Quoted(key.Text)}; " + (
            Nearest.To(key.Text, keys) is null && Vocabulary.HomeOf(key.Text) is { } home
                ? $"it belongs under '{home}'"
                : Nearest.Hint(key.Text, keys)));
}
