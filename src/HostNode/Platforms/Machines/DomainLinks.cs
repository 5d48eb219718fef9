namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Links of a guest that another program wires to the host's bridges: data, and management where that is apart.</summary>
internal static class DomainLinks
{
    private const int ManagementMtu = 1500;

    public static IReadOnlyList<(string Mac, string Bridge, int Mtu)> Of(HostNetwork network, int number) =>
    [
        (Macs.OfGuest(number, network), network.DataBridge, network.Mtu),
        .. network.GuestManagementAddress(number) is null ? [] : ((string, string, int)[])[(Macs.OfManagement(number, network), network.ManagementLink, ManagementMtu)],
    ];

    /// <summary>Hypervisors' configurations have defaults for everything: what came of it is what counts.</summary>
    /// <param name="maker">Who has made the domain, at the beginning of a sentence.</param>
    /// <exception cref="ToolException">It is another domain than was asked for.</exception>
    public static void Check(string maker, (string Type, IReadOnlyList<string> Bridges) made, string type, HostNetwork network, int number)
    {
        if (made.Type != type) throw new ToolException($"{maker} has made a domain of type {made.Type} where {type} was asked for.", null);
        var bridges = Of(network, number).Select(link => link.Bridge).ToArray();
        if (!made.Bridges.SequenceEqual(bridges))
            throw new ToolException($"{maker} has wired the domain to {string.Join(", ", made.Bridges)} where {string.Join(", ", bridges)} was asked for.", null);
    }
}
