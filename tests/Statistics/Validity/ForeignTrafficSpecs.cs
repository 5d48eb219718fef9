using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Validity;

namespace ActorBench.Statistics.Tests.Validity;

public sealed class ForeignTrafficSpecs
{
    private const long FullFrame = 1514;

    [Theory]
    [InlineData(20, false)]
    [InlineData(60, true)]
    public void A_few_frames_of_others_are_allowed_and_a_transfer_is_not(long frames, bool foreign) =>
        Assert.Equal(foreign, IsForeign(Evidence.Linked(Evidence.Tcp(1024, 500), link => With(link, frames, FullFrame))));

    [Theory]
    [InlineData(300, false)] // 0.6 % of 45 exchanges of 1 MiB each way
    [InlineData(1_000, true)]
    public void Beside_a_large_transfer_one_per_cent_is_allowed(long frames, bool foreign) =>
        Assert.Equal(foreign, IsForeign(Evidence.Linked(Evidence.Tcp(1 << 20, 45), link => With(link, frames, FullFrame))));

    [Theory]
    [InlineData(400, false)]
    [InlineData(2_000, true)]
    public void Small_packets_of_others_are_counted_beside_small_own_ones(long packets, bool foreign) =>
        Assert.Equal(foreign, IsForeign(Evidence.Linked(Evidence.Tcp(), link => With(link, packets, 60))));

    [Theory]
    [InlineData(4)] // an interface that counts check sequences
    [InlineData(0)]
    public void Nothing_that_an_interface_adds_to_own_frames_is_foreign(int trailer)
    {
        foreach (var trial in (TrialEvidence[])[Evidence.Tcp(), Evidence.Tcp(1 << 20, 45), Evidence.Udp()])
            Assert.False(IsForeign(Evidence.Linked(trial, link => link with { BytesIn = link.BytesIn + (trailer * link.PacketsIn), BytesOut = link.BytesOut + (trailer * link.PacketsOut) })));
    }

    [Fact]
    public void Padding_of_short_datagrams_is_not_foreign()
    {
        var trial = Evidence.Tcp(1, 50_000, Protocol.Udp);
        Assert.False(IsForeign(Evidence.Linked(trial, link => link with { BytesIn = 64 * link.PacketsIn, BytesOut = 64 * link.PacketsOut })));
    }

    [Fact]
    public void What_was_sent_again_or_lost_is_own()
    {
        var tcp = Evidence.Tcp(1 << 20, 5);
        var again = tcp with { Initiator = tcp.Initiator with { Tcp = tcp.Initiator.Tcp! with { Retransmits = 900, SegmentsOut = tcp.Initiator.Tcp.SegmentsOut + 900, BytesSent = tcp.Initiator.Tcp.BytesSent + (900 * 1448) } } };
        Assert.False(IsForeign(Evidence.Linked(again, link => link with { BytesOut = link.BytesOut + (900 * FullFrame), PacketsOut = link.PacketsOut + 900 })));
        Assert.True(IsForeign(Evidence.Linked(tcp, link => link with { BytesOut = link.BytesOut + (900 * FullFrame), PacketsOut = link.PacketsOut + 900 })));

        var udp = Evidence.Udp();
        var lossy = udp with { Initiator = udp.Initiator with { Counters = udp.Initiator.Counters with { Lost = 20 } } };
        Assert.False(IsForeign(Evidence.Linked(lossy, link => link with { BytesOut = link.BytesOut + (20 * 8404), PacketsOut = link.PacketsOut + 120 })));
    }

    [Fact]
    public void Traffic_at_the_responder_counts_like_that_at_the_initiator() =>
        Assert.True(IsForeign(Evidence.Disturb(Evidence.Udp(), machine => machine, machine => machine with { Data = With(machine.Data!, 200, FullFrame) })));

    [Fact]
    public void Where_it_cannot_be_known_nobody_is_blamed()
    {
        var loopback = Evidence.Linked(Evidence.Tcp(), link => With(link, 100_000, FullFrame) with { Name = "lo" });
        var busy = Evidence.Linked(Evidence.Tcp(), link => With(link, 100_000, FullFrame));
        var oldKernel = busy with { Responder = busy.Responder with { Tcp = new TcpFacts(0, 40, 9) } };
        var otherEngine = busy with { Spec = busy.Spec with { Cell = busy.Spec.Cell with { Engine = Engine.Netperf } } };

        Assert.True(IsForeign(busy));
        Assert.All([loopback, oldKernel, otherEngine], trial => Assert.False(IsForeign(trial)));
    }

    private static InterfaceDelta With(InterfaceDelta link, long packets, long bytesEach) =>
        link with { PacketsIn = link.PacketsIn + packets, BytesIn = link.BytesIn + (packets * bytesEach) };

    private static bool IsForeign(TrialEvidence trial) => ValidityRules.Broken(trial).Contains("foreign");
}
