using System.Globalization;

namespace ActorBench.HostNode.Platforms;

/// <summary>Locally administered addresses of links, the same whenever a link is made again: nobody's neighbour entry ever goes stale.</summary>
internal static class Macs
{
    // What a link is; one byte of its address. 0 and 1 are a host's bridge and its wire, 5 to 9 the lab's own.
    private const int Guest = 2, HostEnd = 3, Routed = 4, Management = 10;

    public static string OfGuest(int number, HostNetwork network) => Of(Guest, network, number);

    /// <summary>Of the host's end of a guest's link.</summary>
    public static string OfHostEnd(int number, HostNetwork network) => Of(HostEnd, network, number);

    /// <summary>Of both ends of a link without ARP.</summary>
    public static string OfRouted(int number, HostNetwork network) => Of(Routed, network, number);

    /// <summary>Of the guest's link to the management network.</summary>
    public static string OfManagement(int number, HostNetwork network) => Of(Management, network, number);

    /// <param name="number">The platform's, 0 for what is no guest's.</param>
    public static string Of(int kind, int host, int number = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"02:77:00:{number:x2}:{kind:x2}:{host:x2}");

    // Hosts that stand by themselves have no number that others do not have; their guests' addresses are unique on their network.
    private static string Of(int kind, HostNetwork network, int number) => network.Own is null
        ? Of(kind, network.HostNumber, number)
        : string.Create(CultureInfo.InvariantCulture, $"{0x02 | (kind << 2):x2}:77:") + string.Join(':', network.GuestDataAddress(number).GetAddressBytes().Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
