using System.Net;
using System.Net.NetworkInformation;

namespace ActorBench.Agents.Security;

/// <summary>Which addresses are no single other machine.</summary>
internal static class TargetKinds
{
    public static string? WhyNever(IPAddress address, IPAddress own)
    {
        var bytes = address.GetAddressBytes();
        if (IPAddress.IsLoopback(address)) return IPAddress.IsLoopback(own) ? null : "it is a loopback address, and this agent's data address is none";
        if (address.IsIPv6Multicast || (bytes.Length == 4 && bytes[0] is >= 224 and < 240)) return "it is a multicast address";
        if (bytes.Length == 4 && (bytes[0] >= 240 || Broadcasts(own).Contains(address))) return "it is a broadcast or a reserved address";
        return bytes is [0, ..] && (bytes.Length == 4 || address.Equals(IPAddress.IPv6Any)) ? "it is no address of a machine" : null;
    }

    public static IReadOnlyList<IPNetwork> NetworksOf(IPAddress own) =>
        [.. Unicasts(own).Select(a => new IPNetwork(Masked(a.Address, a.PrefixLength), a.PrefixLength))];

    private static IEnumerable<IPAddress> Broadcasts(IPAddress own) => NetworksOf(own).Where(n => n.PrefixLength < 31).Select(n =>
    {
        var bytes = n.BaseAddress.GetAddressBytes();
        for (var bit = n.PrefixLength; bit < bytes.Length * 8; bit++) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    });

    /// <summary>All addresses of the interface that has the data address: a routed guest's is a /32, and its own network is beside it.</summary>
    private static IEnumerable<UnicastIPAddressInformation> Unicasts(IPAddress own) => NetworkInterface.GetAllNetworkInterfaces()
        .Select(i => i.GetIPProperties().UnicastAddresses)
        .Where(addresses => addresses.Any(a => a.Address.Equals(own)))
        .SelectMany(addresses => addresses)
        .Where(a => a.Address.AddressFamily == own.AddressFamily);

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
