using ActorBench.Campaigns.Scheduling;

namespace ActorBench.Campaigns.Files;

/// <summary><c>links: { rack-1: [a, b], rack-2: [c, d] }</c></summary>
internal static class LinksSection
{
    /// <returns>Null without the key.</returns>
    public static IReadOnlyList<SharedLink>? Read(YamlNode? node, IReadOnlyList<string> hosts) =>
        node is null ? null : [.. Section.Free(node, "links").Entries.Select(link => Link(link, hosts))];

    private static SharedLink Link(MapEntry link, IReadOnlyList<string> hosts)
    {
        var name = link.Key.Text;
        if (!Names.IsName(name, 40)) throw link.Key.Place.Refusal($"the link {Shown.Quoted(name)} does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'");
        var behind = new List<string>();
        foreach (var item in Values.Many(link.Value, $"the link '{name}'"))
        {
            var host = HostsSection.Known(item, hosts);
            if (behind.Contains(host)) throw item.Place.Refusal($"the host '{host}' stands twice behind the link '{name}'; take one of the two away");
            behind.Add(host);
        }

        return behind.Count < hosts.Count
            ? new SharedLink(name, behind)
            : throw link.Value.Place.Refusal($"all hosts stand behind the link '{name}', so nothing goes over it; name those on one side of it");
    }
}
