using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Tests;

/// <summary>Golden numbers G-11 and the shaped bound of design.md 6.</summary>
public sealed class WireLimitSpecs
{
    private static readonly WireLimit Ethernet = new();

    [Fact]
    public void Full_segments_leave_the_known_share_of_the_line()
    {
        Assert.Equal(1448, Ethernet.TcpPayloadPerFrame);
        Assert.Equal(94.1482, Ethernet.TcpPercent, 4);
        Assert.Equal(94.9285, new WireLimit(TcpTimestamps: false).TcpPercent, 4);
        Assert.Equal(95.7087, Ethernet.UdpPercent(1472), 4);
    }

    [Theory]
    [InlineData(64, 1, 130, 49.2308)]
    [InlineData(512, 1, 578, 88.5813)]
    [InlineData(8192, 6, 8548, 95.8353)]
    [InlineData(32768, 23, 34110, 96.0657)]
    public void A_datagram_takes_the_known_fragments_and_bytes(int payload, int fragments, long wireBytes, double percent)
    {
        Assert.Equal(fragments, Ethernet.UdpFragments(payload));
        Assert.Equal(wireBytes, Ethernet.WireBytes(Protocol.Udp, payload));
        Assert.Equal(percent, Ethernet.UdpPercent(payload), 4);
    }

    [Fact]
    public void Frames_have_a_smallest_size_and_a_known_rate()
    {
        Assert.Equal(84, Ethernet.WireBytes(Protocol.Udp, 1));
        Assert.Equal(1 + 40 + 12 + 38, Ethernet.WireBytes(Protocol.Tcp, 1));
        Assert.Equal((1538 * 2) + 91, Ethernet.WireBytes(Protocol.Tcp, (2 * 1448) + 1));
        Assert.Equal(8127, Math.Floor(WireLimit.FramesPerSecond(1518, 1e8)));
        Assert.Equal(148_809, Math.Floor(WireLimit.FramesPerSecond(64, 1e8)));
    }

    [Fact]
    public void A_last_fragment_of_an_odd_MTU_still_fits()
    {
        // 1400 - 20 = 1380 fits whole, but fragments carry 1376.
        Assert.Equal(1, new WireLimit(1400).UdpFragments(1372));
        Assert.Equal(2, new WireLimit(1400).UdpFragments(1373));
        Assert.Equal(2, new WireLimit(1400).UdpFragments(2744));
        Assert.Equal(3, new WireLimit(1400).UdpFragments(2745));
    }

    [Theory]
    [InlineData(1000, 80e-6)] // within the burst only the sustained rate bounds it
    [InlineData(3200, 256e-6)]
    [InlineData(6400, 512e-6)] // both terms meet at twice the burst
    [InlineData(100_000, 15_488e-6)] // 16 · 96 800 / 10^8
    public void A_shaped_exchange_has_a_shortest_period(long wireBytes, double seconds) =>
        Assert.Equal(seconds, WireLimit.ShortestExchangeSeconds(wireBytes, wireBytes, 1e8, 3200), 9);

    [Fact]
    public void Large_messages_approach_the_share_of_the_line_both_ways() =>
        Assert.Equal(94.148, Ethernet.BothMbitS(new Cell("native", Protocol.Tcp, "large", 50 << 20, 50 << 20), 1e8, 0), 2);

    [Theory]
    [InlineData(Protocol.Tcp, 1, 16 / 29.12)] // four times a frame of 91 bytes on the wire
    [InlineData(Protocol.Udp, 1, 16 / 26.88)] // of 84
    [InlineData(Protocol.Tcp, 512, 8192 / 192.64)]
    [InlineData(Protocol.Tcp, 1 << 20, 94.115)] // all frames once, and the last each way once more
    public void A_wire_that_holds_each_frame_on_two_links_has_a_lower_limit(Protocol protocol, int bytes, double megabits) =>
        Assert.Equal(megabits, Ethernet.BothMbitS(new Cell("native", protocol, "all", bytes, bytes), 1e8, 0), 3);

    [Fact]
    public void Service_demand_is_netperfs()
    {
        Assert.Equal(25, ServiceDemand.MicrosecondsPerExchange(12.5, 4, 20_000)!.Value, 9);
        Assert.Equal(10.2143, ServiceDemand.MicrosecondsPerKiB(3.67, 8, 235.47)!.Value, 4);
        Assert.Null(ServiceDemand.MicrosecondsPerExchange(50, 2, 0));
    }

    [Fact]
    public void One_way_counts_the_requests_and_both_ways_the_responses_too()
    {
        var counters = new ExchangeCounters(1000, 1_000_000, 500_000, 2_000_000_000);

        Assert.Equal((4d, 6d, 500d), (counters.OnewayMbitS(), counters.BothMbitS(), counters.ExchangesPerSecond()));
    }
}
