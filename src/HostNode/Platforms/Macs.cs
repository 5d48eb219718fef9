using System.Globalization;

namespace ActorBench.HostNode.Platforms;

/// <summary>Locally administered addresses of links, the same whenever a link is made again: nobody's neighbour entry ever goes stale.</summary>
internal static class Macs
{
    // What a link is; one byte of its address. 0 and 1 are a host's bridge and its wire, 5 to 9 the lab's own.
    private const int Guest = 2, HostEnd = 3, Routed = 4;

    public static string OfGuest(int number, int host) => Of(Guest, host, number);

    /// <summary>Of the host's end of a guest's link.</summary>
    public static string OfHostEnd(int number, int host) => Of(HostEnd, host, number);

    /// <summary>Of both ends of a link without ARP.</summary>
    public static string OfRouted(int number, int host) => Of(Routed, host, number);

    /// <param name="number">The platform's, 0 for what is no guest's.</param>
    public static string Of(int kind, int host, int number = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"02:77:00:{number:x2}:{kind:x2}:{host:x2}");
}
