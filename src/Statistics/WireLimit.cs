using ActorBench.Messages.Plans;

namespace ActorBench.Statistics;

/// <summary>What Ethernet carries for a message, and the rate that no exchange can pass. Sizes in bytes, IPv4 without options.</summary>
/// <param name="Mtu">Largest IP packet of the link.</param>
/// <param name="TcpTimestamps">Linux has them on: 12 bytes of every segment.</param>
public sealed record WireLimit(int Mtu = 1500, bool TcpTimestamps = true)
{
    /// <summary>Preamble and start 8, header 14, check sequence 4, gap 12 (IEEE 802.3).</summary>
    public const int FrameOverhead = 38;

    /// <summary>The smallest frame of 64 bytes with its preamble and gap.</summary>
    public const int SmallestFrame = 84;

    private const int IpHeader = 20;
    private const int UdpHeader = 8;
    private const int TcpHeader = 20;
    private const int TimestampOption = 12;

    public int TcpPayloadPerFrame => Mtu - IpHeader - TcpHeader - (TcpTimestamps ? TimestampOption : 0);

    /// <summary>Per cent of the line rate left for payload in full TCP segments.</summary>
    public double TcpPercent => 100.0 * TcpPayloadPerFrame / (Mtu + FrameOverhead);

    /// <summary>All fragments but the last carry a multiple of 8 bytes (RFC 791).</summary>
    private int FragmentBytes => (Mtu - IpHeader) & ~7;

    public int UdpFragments(int payloadBytes) => Frames(payloadBytes + UdpHeader, payloadBytes + UdpHeader <= Mtu - IpHeader ? Mtu - IpHeader : FragmentBytes);

    public double UdpPercent(int payloadBytes) => 100.0 * payloadBytes / WireBytes(Protocol.Udp, payloadBytes);

    /// <summary>Bytes of line time that one message takes in one direction, acknowledgements not counted.</summary>
    public long WireBytes(Protocol protocol, int payloadBytes) => protocol switch
    {
        Protocol.Tcp => OnWire(payloadBytes, TcpPayloadPerFrame, Mtu - TcpPayloadPerFrame),
        Protocol.Udp => UdpFragments(payloadBytes) == 1
            ? Math.Max(SmallestFrame, payloadBytes + UdpHeader + IpHeader + FrameOverhead)
            : OnWire(payloadBytes + UdpHeader, FragmentBytes, IpHeader),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No wire format is known."),
    };

    /// <summary>Bytes of line time of a message's last frame.</summary>
    public long LastFrameBytes(Protocol protocol, int payloadBytes)
    {
        var (bytes, perFrame, headers) = protocol == Protocol.Tcp
            ? (payloadBytes, TcpPayloadPerFrame, Mtu - TcpPayloadPerFrame)
            : (payloadBytes + UdpHeader, UdpFragments(payloadBytes) == 1 ? Mtu - IpHeader : FragmentBytes, IpHeader);
        return Math.Max(SmallestFrame, bytes - ((Frames(bytes, perFrame) - 1) * perFrame) + headers + FrameOverhead);
    }

    /// <param name="frameBytes">From header to check sequence, 18 bytes of the overhead: 64 to 1518 on plain Ethernet.</param>
    public static double FramesPerSecond(int frameBytes, double bitsPerSecond) => bitsPerSecond / (8 * (frameBytes + FrameOverhead - 18));

    /// <summary>The shortest possible exchange over a link that a token bucket shapes in each direction, in seconds.</summary>
    /// <remarks>
    /// Each direction's bucket sustains R; and of an exchange's two messages, which follow one another, only a burst each way passes unpaced.
    /// For equal messages of w this is max(8·w/R, 16·(w − burst)/R).
    /// </remarks>
    /// <param name="requestWireBytes">From <see cref="WireBytes"/>.</param>
    /// <param name="bitsPerSecond">R.</param>
    /// <param name="burstBytes">Size of the bucket; 0 for a serialising wire.</param>
    public static double ShortestExchangeSeconds(long requestWireBytes, long responseWireBytes, double bitsPerSecond, long burstBytes)
    {
        var sustained = 8.0 * Math.Max(requestWireBytes, responseWireBytes) / bitsPerSecond;
        var paced = 8.0 * (Math.Max(0, requestWireBytes - burstBytes) + Math.Max(0, responseWireBytes - burstBytes)) / bitsPerSecond;
        return Math.Max(sustained, paced);
    }

    /// <summary>The rate both ways, in 10^6 bit/s, that no exchange of the cell can pass.</summary>
    public double BothMbitS(Cell cell, double bitsPerSecond, long burstBytes)
    {
        var shortest = ShortestExchangeSeconds(
            WireBytes(cell.Protocol, cell.RequestBytes), WireBytes(cell.Protocol, cell.ResponseBytes), bitsPerSecond, burstBytes);
        return 8e-6 * ((long)cell.RequestBytes + cell.ResponseBytes) / (shortest + StoredSeconds(cell, bitsPerSecond, burstBytes));
    }

    /// <summary>What a store-and-forward switch adds to an exchange: each message's last frame goes over its second link after all others have come.</summary>
    /// <returns>Seconds; 0 on a wire with a burst, whose frames are not held.</returns>
    public double StoredSeconds(Cell cell, double bitsPerSecond, long burstBytes) => burstBytes > 0
        ? 0
        : 8.0 * (LastFrameBytes(cell.Protocol, cell.RequestBytes) + LastFrameBytes(cell.Protocol, cell.ResponseBytes)) / bitsPerSecond;

    private static int Frames(int bytes, int perFrame) => Math.Max(1, (bytes + perFrame - 1) / perFrame);

    private static long OnWire(int bytes, int perFrame, int headers)
    {
        var full = Math.Max(0, Frames(bytes, perFrame) - 1);
        var last = bytes - (full * perFrame);
        return ((long)full * (perFrame + headers + FrameOverhead)) + Math.Max(SmallestFrame, last + headers + FrameOverhead);
    }
}
