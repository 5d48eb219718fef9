using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Validity;

namespace ActorBench.Statistics.Tests.Validity;

public sealed class ValidityRulesSpecs
{
    [Fact]
    public void A_trial_that_nothing_disturbed_breaks_no_rule()
    {
        foreach (var trial in (TrialEvidence[])[Evidence.Tcp(), Evidence.Tcp(1 << 20, 5), Evidence.Udp()])
            Assert.Empty(ValidityRules.Broken(trial with { Wire = Evidence.Wire }));
    }

    [Theory]
    [InlineData(9_900_000, false)]
    [InlineData(10_100_000, true)]
    [InlineData(-10_100_000, true)]
    public void A_window_that_begins_beside_its_instant_by_more_than_a_hundredth_is_skewed(long lateNs, bool skewed) => Assert.Equal(
        skewed ? ["skew"] : [],
        Broken(Evidence.Tcp() with { Start = new StartFacts(1, 1, 4, 5_000_000_000, 5_000_000_000 + lateNs, 6_000_000_000 + lateNs, 1_000) }));

    [Fact]
    public void A_trial_without_all_pairs_of_its_round_met_less_contention() =>
        Assert.Equal(["company"], Broken(Evidence.Tcp() with { Start = new StartFacts(1, 1, 4, 5, 6, 1_000_000_006, 1_000, ["h7:h8"]) }));

    [Fact]
    public void A_trial_that_nobody_watched_breaks_no_rule()
    {
        var trial = Evidence.Tcp();
        Assert.Empty(ValidityRules.Broken(trial with { Initiator = trial.Initiator with { Machine = null }, Responder = trial.Responder with { Machine = null } }));
        Assert.Empty(ValidityRules.Broken(Evidence.Disturb(trial, Unknown, Unknown)));

        static MachineDelta Unknown(MachineDelta machine) => new(null, null, null, null, null, null, null, 0);
    }

    [Fact]
    public void A_link_that_went_down_is_no_link_to_measure()
    {
        Assert.Equal(["carrier"], Broken(Evidence.Linked(Evidence.Tcp(), link => link with { CarrierChanges = 2 })));
    }

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(1, 0, 0, true)]
    [InlineData(0, 1, 0, true)]
    [InlineData(0, 0, 1, true)]
    public void One_packet_dropped_or_damaged_is_too_many(long drops, long errors, long softnet, bool invalid) =>
        Assert.Equal(
            invalid ? ["drops"] : [],
            Broken(Evidence.Disturbed(machine => machine with { SoftnetDropped = softnet, Data = machine.Data! with { Drops = drops, Errors = errors } })));

    [Theory]
    [InlineData(5, 95, false)]
    [InlineData(6, 94, true)]
    [InlineData(1, 9, false)] // one tick of ten may be rounding
    [InlineData(2, 8, true)]
    [InlineData(0, 0, false)]
    public void More_than_a_twentieth_of_the_time_stolen_is_too_much(long steal, long other, bool invalid)
    {
        var trial = Evidence.Tcp();
        var ticks = new CpuTicks(0, 0, 0, 0, steal, other);

        Assert.Equal(invalid ? ["steal"] : [], Broken(trial with { Initiator = trial.Initiator with { CpuTicks = ticks } }));
        Assert.Equal(invalid ? ["steal"] : [], Broken(trial with { Responder = trial.Responder with { CpuTicks = ticks } }));
    }

    [Fact]
    public void A_group_that_was_held_back_is_no_fair_measure() =>
        Assert.Equal(["throttled"], Broken(Evidence.Disturbed(machine => machine with { ThrottledPeriods = 1 })));

    [Theory]
    [InlineData(9_000_000, false)]
    [InlineData(-9_000_000, false)]
    [InlineData(11_000_000, true)]
    [InlineData(-3_600_000_000_000, true)]
    public void A_clock_that_was_set_is_noticed_in_either_direction(long stepNs, bool invalid) =>
        Assert.Equal(invalid ? ["clock"] : [], Broken(Evidence.Disturbed(machine => machine with { ClockStepNs = stepNs })));

    [Theory]
    [InlineData(1500, "", false)]
    [InlineData(9000, "", true)]
    [InlineData(1500, "gro,tso", true)]
    public void An_interface_set_otherwise_than_at_the_first_trial_is_another_interface(int mtu, string offloads, bool invalid)
    {
        var block = new BlockValidity(wire: null);
        var first = Evidence.Tcp();
        var later = Evidence.Linked(first, link => link with { Mtu = mtu, Offloads = offloads });

        Assert.Empty(Broken(block, first));
        Assert.Equal(invalid ? ["link-changed"] : [], Broken(block, later));
        // Another platform's interfaces are its own.
        Assert.Empty(Broken(block, later with { Spec = first.Spec with { Cell = first.Spec.Cell with { Platform = "bridge" } } }));
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own_and_a_sentence_that_says_what_to_do()
    {
        Assert.Equal(["carrier", "clock", "company", "drops", "foreign", "impossible", "link-changed", "skew", "steal", "throttled", "wire"], ValidityRules.All.Select(rule => rule.Code).Order(StringComparer.Ordinal));
        Assert.All(ValidityRules.All, rule => Assert.EndsWith(".", rule.Sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 2_400, false)] // 10,000 exchanges in a second: 100 µs each
    [InlineData(0, 2_600, true)]
    [InlineData(1, 0, true)]
    public void A_wire_that_drops_frames_or_lets_them_go_late_is_no_wire(long drops, long meanLateNs, bool invalid) =>
        Assert.Equal(invalid ? ["wire"] : [], Broken(Evidence.Tcp() with { Held = new WireDelta(20_000, drops, meanLateNs, 9_000, 50_000) }));

    private static IReadOnlyList<string> Broken(TrialEvidence trial) => ValidityRules.Broken(trial);

    private static IReadOnlyList<string> Broken(BlockValidity block, TrialEvidence trial) => block.Broken(trial.Spec, trial.Initiator, trial.Responder);
}
