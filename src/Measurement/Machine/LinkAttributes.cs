using System.Runtime.InteropServices;
using System.Text;

namespace ActorBench.Measurement.Machine;

/// <summary>What rtnetlink says of an interface: a chain of length, kind and value (struct rtattr).</summary>
internal static class LinkAttributes
{
    // linux/if_link.h
    public const int Address = 1;
    public const int Name = 3;
    public const int Mtu = 4;
    public const int Qdisc = 6;
    public const int Master = 10;
    public const int QueueLength = 13;
    public const int Statistics = 23;
    public const int TransmitQueues = 31;
    public const int ReceiveQueues = 32;
    public const int CarrierChanges = 35;

    private const int LinkInfo = 18;
    private const int InfoKind = 1;
    private const int HeaderBytes = 4;
    private const int KindMask = 0x3fff;

    /// <returns>Empty where the chain has no such attribute.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, int kind)
    {
        while (attributes.Length >= HeaderBytes)
        {
            var length = MemoryMarshal.Read<ushort>(attributes);
            if (length < HeaderBytes || length > attributes.Length) break;
            if ((MemoryMarshal.Read<ushort>(attributes[2..]) & KindMask) == kind) return attributes[HeaderBytes..length];
            attributes = attributes[Math.Min(attributes.Length, Aligned(length))..];
        }

        return [];
    }

    public static int? Number(ReadOnlySpan<byte> attributes, int kind) =>
        Find(attributes, kind) is { Length: >= sizeof(int) } value ? MemoryMarshal.Read<int>(value) : null;

    public static string? Text(ReadOnlySpan<byte> attributes, int kind) =>
        Find(attributes, kind) is { IsEmpty: false } value ? Encoding.UTF8.GetString(value.TrimEnd((byte)0)) : null;

    /// <returns><c>veth</c>, <c>bridge</c>…; null for a physical device and for loopback.</returns>
    public static string? KindOf(ReadOnlySpan<byte> attributes) => Text(Find(attributes, LinkInfo), InfoKind);

    public static int Aligned(int length) => (length + 3) & ~3;
}
