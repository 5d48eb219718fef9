namespace ActorBench.HostNode.Labs.Wire;

/// <summary>When frames leave a store-and-forward switch whose links all run at one rate. Times are nanoseconds of one clock.</summary>
/// <remarks>A frame is held for its time on the link into the switch, each link carrying one frame at a time, and then once more on each link out of it.</remarks>
internal sealed class LinkTimes(long bitsPerSecond, int ports)
{
    /// <summary>Check sequence 4, preamble and start 8, gap 12 (IEEE 802.3): what a wire carries and a packet socket does not show.</summary>
    public const int Overhead = 24;

    /// <summary>The smallest frame of 64 bytes with preamble and gap.</summary>
    public const int Smallest = 84;

    private readonly long[] _intoFree = new long[ports];
    private readonly long[] _outFree = new long[ports];

    /// <param name="frameBytes">From the header to the payload's end, without the check sequence.</param>
    public long OnWireNs(int frameBytes) => (Math.Max(frameBytes + Overhead, Smallest) * 8_000_000_000L) / bitsPerSecond;

    /// <returns>When the switch has the whole frame.</returns>
    public long Arrive(int port, int frameBytes, long now) =>
        _intoFree[port] = Math.Max(now, _intoFree[port]) + OnWireNs(frameBytes);

    /// <param name="has">From <see cref="Arrive"/>; calls for one port come in the order of these times where frames of several ports meet.</param>
    /// <returns>When the far end of the port's link has the whole frame.</returns>
    public long Leave(int port, int frameBytes, long has) =>
        _outFree[port] = Math.Max(has, _outFree[port]) + OnWireNs(frameBytes);
}
