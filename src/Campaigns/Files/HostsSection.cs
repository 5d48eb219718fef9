namespace ActorBench.Campaigns.Files;

/// <summary><c>hosts: [a, b, c]</c>, the machines of a real cluster.</summary>
internal static class HostsSection
{
    private const int Most = 500;

    /// <returns>Null without the key: the hosts are those of a lab.</returns>
    public static IReadOnlyList<string>? Read(YamlNode? node)
    {
        if (node is null) return null;
        var taken = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var item in Values.Many(node, "hosts"))
        {
            var name = Values.Scalar(item, "a host").Text;
            if (!Names.IsName(name, 63)) throw item.Place.Refusal($"the host {Shown.Quoted(name)} does not do; take up to 63 of a-z, 0-9 and '-', not first a '-'");
            if (!taken.TryAdd(name, item.Place)) throw item.Place.Refusal($"the host '{name}' is already there {taken[name].Reference}; take one of the two away");
        }

        return taken.Count is >= 2 and <= Most
            ? [.. taken.Keys]
            : throw node.Place.Refusal(Shown.Invariant($"a campaign takes 2 to {Most} hosts, not {taken.Count}; name others"));
    }

    public static IReadOnlyList<string> OfLab(int hosts) => [.. Enumerable.Range(1, hosts).Select(number => Shown.Invariant($"h{number}"))];

    /// <summary>A host that another key names.</summary>
    public static string Known(YamlNode node, IReadOnlyList<string> hosts)
    {
        var name = Values.Scalar(node, "a host").Text;
        if (hosts.Contains(name, StringComparer.Ordinal)) return name;
        throw node.Place.Refusal(hosts.SequenceEqual(OfLab(hosts.Count))
            ? Shown.Invariant($"there is no host {Shown.Quoted(name)} in the lab; its hosts are h1 to h{hosts.Count}")
            : $"there is no host {Shown.Quoted(name)} in this campaign; {Nearest.Hint(name, hosts)}");
    }
}
