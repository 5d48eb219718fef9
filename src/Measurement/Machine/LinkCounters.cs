using System.Runtime.InteropServices;

namespace ActorBench.Measurement.Machine;

/// <summary>An interface's counters so far. What a driver calls missed is a drop here, as in <c>/proc/net/dev</c>.</summary>
internal readonly record struct LinkCounters(
    long BytesIn, long BytesOut, long PacketsIn, long PacketsOut, long Drops, long Errors, long CarrierChanges, int Mtu)
{
    // struct rtnl_link_stats64, as places of its 8-byte numbers
    private const int ReceivedPackets = 0;
    private const int SentPackets = 1;
    private const int ReceivedBytes = 2;
    private const int SentBytes = 3;
    private const int ReceiveErrors = 4;
    private const int SendErrors = 5;
    private const int ReceiveDrops = 6;
    private const int SendDrops = 7;
    private const int ReceiveMissed = 15;

    /// <param name="attributes">What rtnetlink says of the interface.</param>
    /// <returns>Null where it says nothing of the kind.</returns>
    public static LinkCounters? Parse(ReadOnlySpan<byte> attributes)
    {
        var counts = LinkAttributes.Find(attributes, LinkAttributes.Statistics);
        if (counts.Length < (ReceiveMissed + 1) * sizeof(long)) return null;
        return new LinkCounters(
            At(counts, ReceivedBytes),
            At(counts, SentBytes),
            At(counts, ReceivedPackets),
            At(counts, SentPackets),
            At(counts, ReceiveDrops) + At(counts, SendDrops) + At(counts, ReceiveMissed),
            At(counts, ReceiveErrors) + At(counts, SendErrors),
            LinkAttributes.Number(attributes, LinkAttributes.CarrierChanges) ?? 0,
            LinkAttributes.Number(attributes, LinkAttributes.Mtu) ?? 0);
    }

    // The kernel aligns attributes to four bytes only.
    private static long At(ReadOnlySpan<byte> counts, int place) => MemoryMarshal.Read<long>(counts[(place * sizeof(long))..]);
}
