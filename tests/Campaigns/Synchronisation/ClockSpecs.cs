using ActorBench.Campaigns.Synchronisation;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Synchronisation;

/// <summary>Offsets between two clocks, estimated from messages that take their time.</summary>
public sealed class ClockSpecs
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    [Fact]
    public void Golden_sample_of_four_time_stamps()
    {
        // G-20: 100.000, 105.010, 105.012, 100.032 s.
        var sample = new ClockSample(100_000 * Millisecond, 105_010 * Millisecond, 105_012 * Millisecond, 100_032 * Millisecond);
        var filter = new ClockFilter();
        filter.Add(sample);

        Assert.Equal((4_995 * Millisecond, 30 * Millisecond), (sample.OffsetNs, sample.DelayNs));
        Assert.Equal(15 * Millisecond, filter.Best!.Value.BoundNs);
    }

    [Fact]
    public void The_sample_with_the_least_delay_of_the_last_eight_is_kept()
    {
        var filter = new ClockFilter();
        long[] delays = [2, 40, 50, 30, 60, 70, 80, 90, 35];
        foreach (var delay in delays) filter.Add(new ClockSample(0, delay, delay, delay));

        Assert.Equal(30, filter.Best!.Value.DelayNs);
    }

    [Fact]
    public void The_true_offset_is_within_the_bound_however_the_delay_is_shared() =>
        (from offset in Gen.Long[-Second, Second]
         from there in Gen.Long[0, 20 * Millisecond]
         from back in Gen.Long[0, 20 * Millisecond]
         from held in Gen.Long[0, Millisecond]
         select (offset, there, back, held)).Sample(
            one =>
            {
                var sample = new ClockSample(0, one.there + one.offset, one.there + one.held + one.offset, one.there + one.held + one.back);
                var filter = new ClockFilter();
                filter.Add(sample);
                Assert.InRange(one.offset, filter.Best!.Value.OffsetNs - filter.Best.Value.BoundNs, filter.Best.Value.OffsetNs + filter.Best.Value.BoundNs);
            },
            seed: Some.Seed);

    /// <summary>F-34: the other clock runs 200 ppm fast or slow, and the way there takes 10 ms, the way back 1 ms.</summary>
    [Fact]
    public void A_clock_that_drifts_and_answers_late_is_known_within_its_bound() =>
        (from drift in Gen.Double[-200e3, 200e3]
         from offset in Gen.Long[-86_400 * Second, 86_400 * Second]
         from jitter in Gen.Long[0, Millisecond].Array[ClockFilter.Asked * 4]
         from apart in Gen.Long[Second, 60 * Second]
         from beyond in Gen.Long[0, 60 * Second]
         select (drift, offset, jitter, apart, beyond)).Sample(
            world =>
            {
                var model = new ClockModel();
                for (var survey = 0; survey < 4; survey++)
                {
                    model.Add(Survey(Other, survey * world.apart, world.jitter[(survey * ClockFilter.Asked)..]));
                    AssertKnown(((survey + 1) * world.apart) - Second / 2);
                }

                // Afterwards also for a time between two surveys.
                AssertKnown((long)(1.5 * world.apart));
                AssertKnown((3 * world.apart) + world.beyond + Second);

                void AssertKnown(long atNs)
                {
                    var clock = model.At(atNs);
                    Assert.InRange(Other(atNs), clock.StartAtNs - clock.BoundNs - 2, clock.StartAtNs + clock.BoundNs + 2);
                    // And back: a clock's own time, seconds later, in the round's.
                    Assert.InRange(clock.InRound(clock.StartAtNs, atNs), atNs - 1, atNs + 1);
                }

                long Other(long ownNs) => ownNs + world.offset + (long)(world.drift * ownNs / 1e9);
            },
            iter: 300,
            seed: Some.Seed);

    [Fact]
    public void Between_two_surveys_the_error_stays_small_where_without_a_drift_it_would_grow()
    {
        static long Fast(long ownNs) => ownNs + (long)(200e3 * ownNs / 1e9);
        var model = new ClockModel();
        model.Add(Survey(Fast, 0, new long[ClockFilter.Asked], there: 100_000, back: 100_000));
        model.Add(Survey(Fast, 10 * Second, new long[ClockFilter.Asked], there: 100_000, back: 100_000));

        var clock = model.At(20 * Second);

        // 200 ppm over 10 s would be 2 ms.
        Assert.InRange(clock.StartAtNs - Fast(20 * Second), -50_000, 50_000);
        Assert.InRange(clock.BoundNs, 100_000, 400_000);
        Assert.InRange(clock.DriftPpb, 195e3, 205e3);
    }

    /// <summary>A survey as a round makes it: sixteen questions one after another, each within 11 ms and some jitter.</summary>
    private static ClockEstimate Survey(Func<long, long> other, long beginsNs, long[] jitter, long there = 10 * Millisecond, long back = Millisecond)
    {
        var filter = new ClockFilter();
        var now = beginsNs;
        for (var i = 0; i < ClockFilter.Asked; i++)
        {
            var (received, answered) = (now + there + jitter[i], now + there + jitter[i] + 5_000);
            filter.Add(new ClockSample(now, other(received), other(answered), answered + back));
            now = answered + back + 1_000;
        }

        return filter.Best!.Value;
    }
}
