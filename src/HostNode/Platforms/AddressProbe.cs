using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.HostNode.Labs.Wire;
using Microsoft.Win32.SafeHandles;

namespace ActorBench.HostNode.Platforms;

/// <summary>Asks an Ethernet link who has an address, as RFC 5227 does: from no address, so nobody learns one, and a Linux that answers for others keeps silent.</summary>
internal static class AddressProbe
{
    private const int FrameBytes = 42, AskedTimes = 3;
    private const int AsksForHardware = 1, AsksForIp = 0x0800, Arp = 0x0806, Request = 1;
    private const long BetweenNs = 50_000_000;

    /// <summary>Takes 150 ms where nobody has it.</summary>
    /// <param name="networkNamespace">Empty: where the caller is.</param>
    /// <param name="own">Addresses of links that may have it.</param>
    /// <returns>The MAC of the one who answers; null: nobody does, or the link has no such question.</returns>
    /// <exception cref="IOException">The link can't be asked.</exception>
    public static Task<string?> Find(string networkNamespace, string device, IPAddress address, IReadOnlyCollection<string> own)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork) return Task.FromResult<string?>(null);
        return networkNamespace.Length == 0 ? Task.Run(() => Ask(device, address, own)) : NetworkNamespace.Inside(networkNamespace, () => Ask(device, address, own));
    }

    /// <returns>The frame of a probe.</returns>
    internal static byte[] Frame(ReadOnlySpan<byte> mac, IPAddress address)
    {
        var frame = new byte[FrameBytes];
        frame.AsSpan(0, 6).Fill(0xff);
        mac.CopyTo(frame.AsSpan(6));
        Put(12, Arp);
        Put(14, AsksForHardware);
        Put(16, AsksForIp);
        (frame[18], frame[19]) = (6, 4);
        Put(20, Request);
        mac.CopyTo(frame.AsSpan(22));
        address.GetAddressBytes().CopyTo(frame, 38);
        return frame;

        void Put(int at, int word) => (frame[at], frame[at + 1]) = ((byte)(word >> 8), (byte)word);
    }

    /// <returns>The MAC of the one who says of an address that he has it, in an answer or in a question of his own; null for any other frame.</returns>
    internal static string? SenderOf(ReadOnlySpan<byte> frame, IPAddress address) =>
        frame.Length >= FrameBytes && frame[12] == Arp >> 8 && frame[13] == (Arp & 0xff) && frame.Slice(28, 4).SequenceEqual(address.GetAddressBytes())
            ? string.Join(':', frame.Slice(22, 6).ToArray().Select(part => part.ToString("x2", CultureInfo.InvariantCulture)))
            : null;

    private static unsafe string? Ask(string device, IPAddress address, IReadOnlyCollection<string> own)
    {
        if (LinuxCalls.EthernetAddress(device) is not { } mac) return null;
        var frame = Frame(mac, address);
        var socket = PacketCalls.OpenPort(device);
        using var port = new SafeFileHandle(socket, ownsHandle: true);
        Span<PacketCalls.PollEntry> ports = [new PacketCalls.PollEntry { Socket = socket, Events = PacketCalls.PollIn }];
        const int Room = 256;
        var buffer = stackalloc byte[Room];
        var clock = Stopwatch.StartNew();
        for (var asked = 1; asked <= AskedTimes; asked++)
        {
            _ = PacketCalls.Send(socket, frame);
            while ((BetweenNs * asked) - (long)clock.Elapsed.TotalNanoseconds is > 0 and var left && PacketCalls.Wait(ports, left))
            {
                while (PacketCalls.Receive(socket, buffer, Room, out _) is > 0 and var length)
                {
                    if (SenderOf(new ReadOnlySpan<byte>(buffer, Math.Min(length, Room)), address) is { } holder && !own.Contains(holder)) return holder;
                }
            }
        }

        return null;
    }
}
