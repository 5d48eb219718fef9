using ActorBench.Messages.Plans;
using ActorBench.Statistics.Validity;

namespace ActorBench.Statistics.Tests.Validity;

public sealed class ImpossibleRateSpecs
{
    // 1 MiB is 1,113,826 bytes on the wire, of which 3,200 pass at once: 177.700 ms an exchange, 94.413 Mbit/s both ways.
    [Theory]
    [InlineData(5, 888.5, false)]
    [InlineData(5, 887.7, false)] // within a thousandth
    [InlineData(5, 887.0, true)]
    [InlineData(1, 177.6, false)]
    [InlineData(1, 177.0, true)]
    public void Large_messages_need_both_directions_one_after_the_other(long exchanges, double ms, bool impossible) =>
        Assert.Equal(impossible, IsImpossible(Evidence.Tcp(1 << 20, exchanges, wire: Evidence.Wire), ms));

    // 512 B over UDP is 578 bytes on the wire: 46.24 µs an exchange, once the bucket's 3,200 bytes are gone.
    [Theory]
    [InlineData(20_000, 924.6, false)]
    [InlineData(20_000, 923.0, true)]
    [InlineData(5, 0.01, false)] // all within the bucket
    [InlineData(6, 0.01, true)]
    public void Small_messages_are_held_to_the_sustained_rate_and_may_use_the_bucket_once(long exchanges, double ms, bool impossible) =>
        Assert.Equal(impossible, IsImpossible(Evidence.Tcp(512, exchanges, Protocol.Udp, Evidence.Wire), ms));

    [Fact]
    public void After_each_exchange_that_was_given_up_the_bucket_is_full_again()
    {
        var trial = Evidence.Tcp(512, 20_000, Protocol.Udp, Evidence.Wire);
        var lossy = trial with { Initiator = trial.Initiator with { Counters = trial.Initiator.Counters with { Lost = 100 } } };

        Assert.True(IsImpossible(trial, 910));
        Assert.False(IsImpossible(lossy, 910));
    }

    [Fact]
    public void Without_timestamps_a_segment_carries_more()
    {
        // 94.93 of 100 Mbit/s and a burst more, instead of 94.15.
        var trial = Evidence.Tcp(1 << 20, 50, wire: Evidence.Wire);
        var plain = trial with { Initiator = trial.Initiator with { Tcp = trial.Initiator.Tcp! with { Timestamps = false } } };

        Assert.True(IsImpossible(trial, 8_830));
        Assert.False(IsImpossible(plain, 8_830));
    }

    [Fact]
    public void A_wire_that_holds_every_frame_leaves_no_burst()
    {
        var serialised = Evidence.Wire with { BurstBytes = 0 };

        Assert.False(IsImpossible(Evidence.Tcp(512, 1_000, Protocol.Udp, Evidence.Wire), 60));
        // 1,000 exchanges of 578 bytes on four links of 100 Mbit/s: 184.96 ms.
        Assert.True(IsImpossible(Evidence.Tcp(512, 1_000, Protocol.Udp, serialised), 184));
        Assert.False(IsImpossible(Evidence.Tcp(512, 1_000, Protocol.Udp, serialised), 185));
    }

    [Fact]
    public void A_link_without_a_limit_has_no_impossible_rate() => Assert.False(IsImpossible(Evidence.Tcp(1 << 20, 1_000), 1));

    private static bool IsImpossible(TrialEvidence trial, double ms) => ValidityRules.Broken(trial with
    {
        Initiator = trial.Initiator with { Counters = trial.Initiator.Counters with { ElapsedNs = (long)(ms * 1e6) } },
    }).Contains("impossible");
}
