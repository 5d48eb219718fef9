using System.Net.Sockets;

namespace ActorBench.HostNode.Platforms;

/// <summary>Segmentation and reassembly by the device. Off on a lab's wire, where every frame has the MTU's size.</summary>
internal static class Offloads
{
    // linux/ethtool.h: get and set of tso, gso, gro
    private static readonly (string Name, uint Get, uint Set)[] Kinds = [("tso", 0x1e, 0x1f), ("gso", 0x23, 0x24), ("gro", 0x2b, 0x2c)];

    // Checksums by the device: on a veth they are not made at all, and a process that carries frames over would find them empty.
    private const uint SetChecksums = 0x17;

    public static Task TurnOff(string networkNamespace, IReadOnlyList<string> devices, bool checksums = false) =>
        NetworkNamespace.Inside(networkNamespace, () =>
        {
            using var socket = AnySocket();
            foreach (var device in devices)
            {
                foreach (var kind in Kinds) LinuxCalls.Ethtool(socket.SafeHandle, device, kind.Set, 0);
                if (checksums) LinuxCalls.Ethtool(socket.SafeHandle, device, SetChecksums, 0);
            }

            return true;
        });

    /// <returns>"off", or those that are on: "tso gso".</returns>
    public static Task<string> Describe(string networkNamespace, string device) =>
        NetworkNamespace.Inside(networkNamespace, () =>
        {
            using var socket = AnySocket();
            var on = Kinds.Where(kind => LinuxCalls.Ethtool(socket.SafeHandle, device, kind.Get, 0) != 0).Select(kind => kind.Name);
            return string.Join(' ', on) is { Length: > 0 } names ? names : "off";
        });

    private static Socket AnySocket() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
}
