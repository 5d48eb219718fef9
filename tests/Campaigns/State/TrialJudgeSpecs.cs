using ActorBench.Campaigns.State;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

public sealed class TrialJudgeSpecs
{
    private static readonly TrialSpec Tcp = PairRig.Trial(1);
    private static readonly TrialSpec Udp = Tcp with { Cell = Tcp.Cell with { Protocol = Protocol.Udp } };

    [Theory]
    [InlineData(Timing.Strict, 100, true)]
    [InlineData(Timing.Strict, 99, false)]
    [InlineData(Timing.Strict, 101, false)]
    [InlineData(Timing.Netperf, 101, true)] // netperf leaves the exchange in flight uncounted
    [InlineData(Timing.Netperf, 102, false)]
    public void The_responder_must_have_answered_what_the_initiator_counted(Timing timing, long answered, bool accepted)
    {
        var (result, failure) = Judge(Tcp, timing, Reports.Initiator(Tcp, 100), Reports.Responder(Tcp, answered));

        Assert.Equal(accepted, result is not null);
        Assert.Equal(accepted ? null : FailureKind.Mismatch, failure?.Kind);
    }

    [Fact]
    public void A_lossy_trial_is_flagged_and_may_have_answers_that_never_came_back()
    {
        var (result, _) = Judge(Udp, Timing.Strict, Reports.Initiator(Udp, 100, lost: 3), Reports.Responder(Udp, 103));

        Assert.Equal(["lossy"], result!.Flags);
    }

    [Fact]
    public void An_invalid_trial_has_a_result_that_says_what_disturbed_it()
    {
        var (result, failure) = TrialJudge.Judge(
            Udp, PairRig.Settings, Reports.Initiator(Udp, 100, lost: 3), Reports.Responder(Udp, 103), PairRig.Endpoint("h1"), PairRig.Endpoint("h2"), (_, _, _, _) => new WitnessedTrial(["steal", "clock"], new WireDelta(200, 0, 600, 9_000, 40_000)));

        Assert.Null(failure);
        Assert.Equal(600, result!.Wire!.MeanLateNs);
        Assert.Equal(["lossy", "invalid:steal", "invalid:clock"], result!.Flags);
    }

    [Fact]
    public void No_exchange_at_all_is_no_result() =>
        Assert.Equal(FailureKind.NoResponse, Judge(Tcp, Timing.Strict, Reports.Initiator(Tcp, 0), Reports.Responder(Tcp, 0)).Failure?.Kind);

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 101, true)] // answered, but cut off by netperf's alarm
    [InlineData(100, 102, false)]
    [InlineData(100, 99, false)]
    [InlineData(0, 0, true)] // a rate of 0 is netperf's word for not one transaction in time
    public void Netperf_counts_its_own_way_whatever_the_timing(long counted, long answered, bool accepted)
    {
        var netperf = Tcp with { Cell = Tcp.Cell with { Engine = Engine.Netperf } };

        var (result, _) = Judge(netperf, Timing.Strict, Reports.Initiator(netperf, counted, warmup: 0), Reports.Responder(netperf, answered, warmup: 0));

        Assert.Equal(accepted, result is not null);
    }

    [Fact]
    public void Bytes_that_are_not_whole_exchanges_are_no_result()
    {
        var initiator = Reports.Initiator(Tcp, 100);
        var torn = initiator with { Counters = initiator.Counters with { BytesIn = 99 } };

        Assert.Equal(FailureKind.Mismatch, Judge(Tcp, Timing.Strict, torn, Reports.Responder(Tcp, 100)).Failure?.Kind);
    }

    [Fact]
    public void Two_ends_on_one_machine_share_its_processor_counters()
    {
        var apart = PairRig.Endpoint("h2") with { BootId = "other" };
        Assert.Equal("shared", Judge(Tcp, Timing.Strict, Reports.Initiator(Tcp, 9), Reports.Responder(Tcp, 9)).Result!.CpuScope);
        Assert.Equal("apart", TrialJudge.Judge(
            Tcp, PairRig.Settings, Reports.Initiator(Tcp, 9), Reports.Responder(Tcp, 9), PairRig.Endpoint("h1"), apart).Result!.CpuScope);
    }

    private static (TrialResult? Result, TrialFailure? Failure) Judge(TrialSpec spec, Timing timing, InitiatorReport initiator, ResponderReport responder) =>
        TrialJudge.Judge(spec, PairRig.Settings with { Timing = timing }, initiator, responder, PairRig.Endpoint("h1"), PairRig.Endpoint("h2"));
}
