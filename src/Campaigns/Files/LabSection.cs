using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>lab: { kind: netns, rate: 100 Mbit/s, … }</c></summary>
internal static class LabSection
{
    /// <summary>Namespaces that the addresses of one lab have room for.</summary>
    private const int MostHosts = 49;

    /// <summary>The 2007 network: two machines on a 100 Mbit/s switch.</summary>
    private static readonly LabSpec Default = new(LabKind.Auto, 2, 100_000_000, WireKind.Shaped, CpuPolicy.Shared, 1500);

    /// <param name="named">The hosts that the file names; null where they are the lab's own.</param>
    public static LabSpec Read(YamlNode? node, IReadOnlyList<string>? named)
    {
        if (node is null) return Default with { Hosts = named?.Count ?? Default.Hosts };
        var lab = Section.Of(node, "lab", Vocabulary.Lab);
        return new LabSpec(
            Values.Word(lab.Find("kind"), "lab.kind", Words.LabKinds, Default.Kind),
            Hosts(lab.Find("hosts"), named),
            Rate(lab.Find("rate")),
            Values.Word(lab.Find("wire"), "lab.wire", Words.Wires, Default.Wire),
            Values.Word(lab.Find("cpus"), "lab.cpus", Words.CpuPolicies, Default.Cpus),
            // 576 is what every IPv4 host must take; 65,535 is the largest a link can be set to.
            Values.Whole(lab.Find("mtu"), "lab.mtu", 576, 65_535, Default.Mtu));
    }

    private static int Hosts(YamlNode? node, IReadOnlyList<string>? named)
    {
        var hosts = Values.Whole(node, "lab.hosts", 2, MostHosts, named?.Count ?? Default.Hosts);
        return named is null || hosts == named.Count
            ? hosts
            : throw node!.Place.Refusal(Shown.Invariant($"the file names {named.Count} hosts, and lab.hosts says {hosts}; take one of the two away"));
    }

    private static long? Rate(YamlNode? node) => node switch
    {
        null => Default.RateBitsPerSecond,
        ScalarNode { Text: "none" } => null,
        _ => Values.Quantity(node, "lab.rate", Quantity.Rate, min: 100_000, max: 100_000_000_000),
    };
}
