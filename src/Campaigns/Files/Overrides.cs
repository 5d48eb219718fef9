namespace ActorBench.Campaigns.Files;

/// <summary>Lays flags over the file's tree, so that one reader validates both.</summary>
internal static class Overrides
{
    public static MapNode Apply(MapNode file, IReadOnlyList<string> overrides)
    {
        foreach (var text in overrides)
        {
            var (key, value) = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
                : throw Place.Override(Shown.Visible(text, 40)).Refusal("this is not key=value; write it such as 'trial.duration=250ms'");
            var place = Place.Override(Shown.Visible(key, 80));
            file = Set(file, key.Split('.'), Value(value, place), place);
        }

        return file;
    }

    private static YamlNode Value(string text, Place place) =>
        text.Contains(',', StringComparison.Ordinal)
            ? new ListNode(place, [.. text.Split(',').Select(part => new ScalarNode(place, part.Trim()))])
            : new ScalarNode(place, text);

    private static MapNode Set(MapNode map, ReadOnlySpan<string> path, YamlNode value, Place place)
    {
        var key = path[0];
        var entries = map.Entries.ToList();
        var index = entries.FindIndex(entry => entry.Key.Text == key);
        if (path.Length > 1)
        {
            var inner = index < 0 ? new MapNode(place, []) : entries[index].Value as MapNode
                ?? throw place.Refusal($"the file gives {Shown.Quoted(key)} no keys, so a flag cannot change one; write the file's {Shown.Quoted(key)} as a mapping");
            value = Set(inner, path[1..], value, place);
        }

        // The file's key keeps its place: it may be a duplicate, and then it is the file that must change.
        if (index < 0) entries.Add(new MapEntry(new ScalarNode(place, key), value));
        else entries[index] = entries[index] with { Value = value };
        return map with { Entries = entries };
    }
}
