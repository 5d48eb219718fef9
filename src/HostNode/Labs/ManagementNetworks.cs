using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using ActorBench.Agents.Security;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>The sixteen /20 networks of which a lab takes one for its agents and its coordinator: so many labs stand on a machine at once.</summary>
internal static class ManagementNetworks
{
    public const string Pool = LabNetwork.Pool;

    public const int OwnersLastByte = 254;

    /// <summary>Those that no route of the machine leads into, lowest first. A default route leads everywhere and does not count.</summary>
    public static IEnumerable<IPAddress> Free() => Free(File.ReadLines("/proc/net/route"));

    internal static IEnumerable<IPAddress> Free(IEnumerable<string> routeTable)
    {
        var routes = routeTable.Skip(1).Select(line => line.Split('\t')).Where(field => field.Length > 7)
            .Select(field => (Network: Hex(field[1]), Mask: Hex(field[7])))
            .Where(route => route.Mask != 0)
            .ToList();
        for (var third = 0; third < 256; third += 1 << (24 - HostNetwork.ManagementPrefixLength))
        {
            var network = IPAddress.Parse($"{Pool}.{third}.0");
            var bits = BinaryPrimitives.ReadUInt32BigEndian(network.GetAddressBytes());
            if (!routes.Any(route => Overlap(bits, 0xFFFFFFFF << (32 - HostNetwork.ManagementPrefixLength), route.Network, route.Mask))) yield return network;
        }
    }

    private static bool Overlap(uint a, uint maskA, uint b, uint maskB) => ((a ^ b) & maskA & maskB) == 0;

    // The kernel prints the bytes in network order as one number of the machine's own order.
    private static uint Hex(string field)
    {
        var value = uint.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
