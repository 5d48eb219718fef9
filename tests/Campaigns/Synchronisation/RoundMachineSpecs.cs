using ActorBench.Campaigns.Synchronisation;
using ActorBench.Messages.Plans;
using CsCheck;
using static ActorBench.Campaigns.Tests.Synchronisation.RoundRig;

namespace ActorBench.Campaigns.Tests.Synchronisation;

public sealed class RoundMachineSpecs
{
    [Fact]
    public void Nobody_begins_before_all_are_ready_and_then_all_begin_at_one_instant()
    {
        var rig = new RoundRig(4) { Clock = host => (host[0] == 'a' ? 7 * Second : -Second, 50_000) };
        for (var pair = 1; pair < 4; pair++) rig.Ready(pair, 1);
        Assert.Empty(rig.Started);
        Assert.Equal(0, rig.Pings);

        rig.Ready(4, 1);

        Assert.Equal(4, rig.Started.Count);
        Assert.Single(rig.Started.Values.Select(start => start.AtNs).Distinct());
        Assert.All(rig.Started.Values, start =>
        {
            Assert.Equal((3, 1, 4), (start.Round, start.Position, start.Pairs));
            Assert.Empty(start.Missing);
            Assert.Equal(start.AtNs + (7 * Second), start.Initiator.StartAtNs);
            Assert.Equal(start.AtNs - Second, start.Responder.StartAtNs);
            Assert.InRange(start.Initiator.BoundNs, 25_000, 25_000 + (start.LeadNs / 5_000) + 1_000);
        });
        Assert.Equal(8 * ClockFilter.Asked, rig.Pings);
    }

    [Theory]
    [InlineData(50_000, 50 * Millisecond)]
    [InlineData(30 * Millisecond, 150 * Millisecond)]
    public void The_instant_is_far_enough_for_the_slowest_way_and_for_what_comes_before_the_window(long wayNs, long leadNs)
    {
        var rig = new RoundRig(2) { Clock = host => (0, host == "b2" ? wayNs : 1_000) };
        rig.AllReady(1);
        // The first orders of all take longer than any question.
        Assert.All(rig.Started.Values, start => Assert.Equal(LeadNs + Second, start.LeadNs));
        rig.Pass(LengthNs);
        rig.AllReady(2);

        Assert.All(rig.Started.Values, start => Assert.Equal(LeadNs + leadNs, start.LeadNs));
    }

    [Fact]
    public void Nobody_is_asked_while_anybody_measures()
    {
        var rig = new RoundRig(3);
        rig.AllReady(1);
        var before = rig.Pings;

        rig.Pass(LengthNs);
        rig.Ready(1, 2);
        rig.Ready(2, 2);
        rig.Pass(Second);
        Assert.Equal(before, rig.Pings);

        rig.Ready(3, 2);
        Assert.Equal(2 * before, rig.Pings);
        Assert.All(rig.Started.Values, start => Assert.Equal(2, start.Position));
    }

    /// <summary>F-47.</summary>
    [Fact]
    public void A_member_that_never_comes_holds_the_others_up_once_and_is_named()
    {
        var rig = new RoundRig(4);
        for (var pair = 1; pair <= 3; pair++) rig.Ready(pair, 1);
        var timings = new RoundTimings();
        rig.Pass((long)timings.FirstArrival.TotalNanoseconds - 1);
        Assert.Empty(rig.Started);
        rig.Pass(1);

        Assert.Equal(3, rig.Started.Count);
        Assert.All(rig.Started.Values, start => Assert.Equal(["a4:b4"], start.Missing));
        Assert.Equal(["BARRIER_TIMEOUT: round 3 goes on without pair a4:b4: it was not ready for trial 1 of the block in time."], rig.Warnings);

        rig.Forget();
        rig.Pass(LengthNs);
        for (var pair = 1; pair <= 3; pair++) rig.Ready(pair, 2);
        Assert.Equal(3, rig.Started.Count);
        Assert.Empty(rig.Warnings);
    }

    [Fact]
    public void One_whose_endpoint_does_not_say_its_time_is_refused_and_the_others_begin()
    {
        var rig = new RoundRig(4) { Silent = { "b3" } };
        rig.AllReady(1);
        Assert.Empty(rig.Started);
        rig.Pass((long)new RoundTimings().Survey.TotalNanoseconds);

        Assert.Equal("The native endpoint of b3 did not say what its clock shows.", Assert.Single(rig.Refused).Value);
        Assert.Equal(3, rig.Started.Count);
        Assert.All(rig.Started.Values, start => Assert.Equal(["a3:b3"], start.Missing));
    }

    [Fact]
    public void One_that_tries_again_catches_up_alone_and_the_others_wait_for_it()
    {
        var rig = new RoundRig(3);
        rig.AllReady(1);
        rig.Forget();

        // Its first attempt fails at once: it must not begin again inside the windows of the others.
        rig.Ready(2, 1, attempt: 2);
        rig.Pass(LengthNs);
        Assert.Empty(rig.Started);
        rig.Ready(1, 2);
        rig.Ready(3, 2);

        var alone = Assert.Single(rig.Started);
        Assert.Equal((rig.Pair(2), 1), (alone.Key, alone.Value.Position));
        Assert.Equal(["a1:b1", "a3:b3"], alone.Value.Missing);
        rig.Forget();
        rig.Pass(LengthNs);
        rig.Ready(2, 2);
        Assert.Equal(3, rig.Started.Count);
        Assert.All(rig.Started.Values, start => Assert.Empty(start.Missing));
    }

    [Fact]
    public void One_that_has_left_is_not_waited_for_and_the_last_one_ends_the_round()
    {
        var rig = new RoundRig(3);
        rig.Ready(1, 1);
        rig.Ready(2, 1);
        rig.Leave(3);
        Assert.Equal(2, rig.Started.Count);
        Assert.Empty(rig.Warnings);

        rig.Leave(1);
        Assert.False(rig.Over);
        rig.Leave(2);
        Assert.True(rig.Over);
    }

    [Fact]
    public void An_order_that_comes_too_late_puts_all_off_three_times_at_most()
    {
        var rig = new RoundRig(3);
        rig.AllReady(1);
        for (var again = 1; again <= 3; again++)
        {
            var before = rig.Started[rig.Pair(1)].AtNs;
            rig.Pass(10 * Millisecond);
            rig.TooLate(2, 1);
            Assert.Single(rig.Started.Values.Select(start => start.AtNs).Distinct());
            Assert.True(rig.Started[rig.Pair(1)].AtNs > before);
            Assert.Empty(rig.Refused);
        }

        var last = rig.Started[rig.Pair(1)].AtNs;
        rig.TooLate(2, 1);

        Assert.Equal(rig.Pair(2), Assert.Single(rig.Refused).Key);
        Assert.Equal(last, rig.Started[rig.Pair(1)].AtNs);
    }

    [Fact]
    public void Nothing_is_put_off_once_the_others_have_begun()
    {
        var rig = new RoundRig(2);
        rig.AllReady(1);
        var instant = rig.Started[rig.Pair(1)].AtNs;
        rig.Pass(2 * Second);
        rig.TooLate(2, 1);

        Assert.Equal(instant, rig.Started[rig.Pair(1)].AtNs);
        Assert.Equal(rig.Pair(2), Assert.Single(rig.Refused).Key);
    }

    [Fact]
    public void An_answer_that_was_lost_is_given_again()
    {
        var rig = new RoundRig(2);
        rig.AllReady(1);
        var instant = rig.Started[rig.Pair(1)].AtNs;
        rig.Forget();

        rig.Ready(1, 1);

        Assert.Equal((rig.Pair(1), instant), (Assert.Single(rig.Started).Key, rig.Started[rig.Pair(1)].AtNs));
    }

    [Fact]
    public void One_that_is_not_heard_of_after_its_trial_is_given_up_in_the_end()
    {
        var rig = new RoundRig(2);
        rig.AllReady(1);
        rig.Forget();
        rig.Pass(LengthNs);
        rig.Ready(1, 2);
        Assert.Empty(rig.Started);
        rig.Pass(LengthNs + (long)new RoundTimings().Slack.TotalNanoseconds);

        Assert.Equal(["a2:b2"], Assert.Single(rig.Started).Value.Missing);
        Assert.Equal(["BARRIER_TIMEOUT: round 3 goes on without pair a2:b2: nothing was heard of its trial."], rig.Warnings);
    }

    /// <summary>Whatever members do, in whatever order: everyone that is ready is answered in bounded time, and nobody is told to begin while others measure.</summary>
    [Fact]
    public void Nobody_waits_for_ever_and_nobody_begins_inside_the_windows_of_others() =>
        (from silent in Gen.Int[0, 4]
         from steps in Gen.Select(Gen.Int[1, 4], Gen.Int[0, 5], Gen.Long[0, 30 * Second]).Array[5, 60]
         select (silent, steps)).Sample(
            world =>
            {
                var rig = new RoundRig(4);
                if (world.silent > 0) rig.Silent.Add($"a{world.silent}");
                var (position, attempt, waiting) = (new int[5], new int[5], new bool[5]);
                var ends = new Dictionary<PairId, long>();
                foreach (var (pair, what, pass) in world.steps)
                {
                    if (what == 0)
                    {
                        (position[pair], waiting[pair]) = (-1, false);
                        ends.Remove(rig.Pair(pair));
                        rig.Leave(pair);
                    }
                    else if (waiting[pair] || position[pair] < 0) rig.Pass(pass);
                    else if (what == 1 && position[pair] > 0) Say(pair, position[pair], ++attempt[pair]);
                    else Say(pair, ++position[pair], attempt[pair] = 1);
                    Answered();
                }

                // Two deadlines, one of a flight and one of a barrier, for each member that may have gone silent.
                for (var i = 0; i < 400 && waiting.Contains(true); i++)
                {
                    rig.Pass(Second);
                    Answered();
                }

                Assert.DoesNotContain(true, waiting);

                void Say(int pair, int at, int again)
                {
                    waiting[pair] = true;
                    ends.Remove(rig.Pair(pair));
                    rig.Ready(pair, at, again);
                }

                void Answered()
                {
                    foreach (var pair in rig.Started.Keys.Concat(rig.Refused.Keys).ToArray()) waiting[Array.IndexOf(rig.Shape.Pairs, pair) + 1] = false;
                    if (rig.Started.Count > 0) Assert.All(ends.Values, end => Assert.True(rig.NowNs >= end, $"{rig.Started.Count} began {end - rig.NowNs} ns before a window was over."));
                    foreach (var (pair, start) in rig.Started) ends[pair] = start.AtNs + LengthNs;
                    rig.Forget();
                }
            },
            iter: 500,
            seed: Some.Seed);
}
