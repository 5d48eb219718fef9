using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class MeanIntervalSpecs
{
    /// <summary>G-2.</summary>
    [Theory]
    [InlineData("native", .0593550)]
    [InlineData("xen", .7088449)]
    [InlineData("openvz", .1162538)]
    public void The_half_widths_are_the_golden_ones(string platform, double halfWidth)
    {
        var moments = Golden.Moments(platform);

        Printed.Close(halfWidth, MeanInterval.HalfWidth(moments), 7);
        Printed.Close(moments.Mean - halfWidth, moments.Mean + halfWidth, MeanInterval.Of(moments), 7);
    }

    /// <summary>G-2: t95 of 9 degrees of freedom. Ten values of deviation √10 have a half-width of t itself.</summary>
    [Fact]
    public void Students_quantile_is_the_golden_one() =>
        Printed.Close(2.262157, MeanInterval.HalfWidth(new RunningMoments(10, 0, 90)), 6);

    [Fact]
    public void Values_that_depend_on_each_other_count_for_less()
    {
        var moments = Golden.Moments("xen");

        Assert.Equal(MeanInterval.HalfWidth(moments), MeanInterval.HalfWidth(moments, effectiveN: 14));
        // qt(.975, 3) * sd / sqrt(4)
        Printed.Close(3.182446 * .9908969 / 2, MeanInterval.HalfWidth(moments, effectiveN: 4), 5);
        Assert.Null(MeanInterval.Of(moments, effectiveN: 1.9));
    }

    [Fact]
    public void Without_a_spread_there_is_no_interval()
    {
        Assert.Null(MeanInterval.Of(RunningMoments.Of([])));
        Assert.Null(MeanInterval.Of(RunningMoments.Of([94.1])));
        Assert.Equal(new Interval(2, 2, .95), MeanInterval.Of(RunningMoments.Of([2, 2, 2])));
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MeanInterval.Of(RunningMoments.Of([1, double.NaN])));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanInterval.Of(RunningMoments.Of([1, 2]), 95));
    }

    [Fact]
    public void It_covers_the_mean_of_normal_values_as_often_as_it_says() =>
        Assert.InRange(
            Simulated.Share(2000, 1, (ref random) => MeanInterval.Of(RunningMoments.Of(Simulated.Normal(ref random, 10, 94, 3)))!.Value.Contains(94)),
            .94,
            .96);
}
