using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>protocols: { tcp: { sizes: … } }</c></summary>
internal static class ProtocolsSection
{
    public static IReadOnlyList<SizeClass> Read(YamlNode node)
    {
        var protocols = Section.Of(node, "protocols", Words.Protocols.All);
        SizeClass[] classes = [.. Classes(protocols, Protocol.Tcp), .. Classes(protocols, Protocol.Udp)];
        return classes.Length > 0 ? classes : throw node.Place.Refusal("protocols is empty, so there is nothing to measure; name tcp, udp or both with sizes");
    }

    private static IEnumerable<SizeClass> Classes(Section protocols, Protocol protocol)
    {
        var name = Words.Protocols.Of(protocol);
        if (protocols.Find(name) is not { } node) return [];
        var sizes = Section.Of(node, name, Vocabulary.Protocol).Find("sizes")
            ?? throw node.Place.Refusal($"{name} has no sizes; write some, such as 'sizes: [1 B, 64 KiB]'");
        var list = new SizeList(protocol, Planner.MostTrials);
        if (sizes is not MapNode) return [new SizeClass(protocol, "all", list.Read(sizes, "sizes"))];

        var named = Section.Free(sizes, "sizes");
        return named.Entries.Count > 0
            ? [.. named.Entries.Select(one => new SizeClass(protocol, ClassName(one.Key), list.Read(one.Value, $"the class '{one.Key.Text}'"))).OrderBy(c => c.Sizes.Min())]
            : throw sizes.Place.Refusal("sizes is empty, so there is nothing to measure; name at least one");
    }

    private static string ClassName(ScalarNode key) =>
        Names.IsName(key.Text, 20)
            ? key.Text
            : throw key.Place.Refusal($"the class name {Shown.Quoted(key.Text)} does not do; take up to 20 of a-z, 0-9 and '-'");
}
