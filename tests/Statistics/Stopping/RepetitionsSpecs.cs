using ActorBench.Statistics.Intervals;
using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Tests.Stopping;

public sealed class RepetitionsSpecs
{
    /// <summary>M-28.</summary>
    [Theory]
    [InlineData(.01, .01, 4)]
    [InlineData(.03, .01, 35)]
    [InlineData(.05, .025, 16)]
    [InlineData(.10, .025, 62)]
    [InlineData(.10, .01, 385)]
    public void A_half_width_takes_so_many_values(double cv, double halfWidth, int n) => Assert.Equal(n, Repetitions.ForHalfWidth(cv, halfWidth));

    /// <summary>M-28.</summary>
    [Fact]
    public void An_overhead_as_large_as_the_CV_takes_sixteen_values() => Assert.Equal(16, Repetitions.ToDetect(.05, .05));

    /// <summary>M-28 is what it says: with so many values the overhead is found in four of five campaigns.</summary>
    [Fact]
    public void So_many_values_find_the_overhead_as_often_as_asked() =>
        Assert.InRange(
            Simulated.Share(1000, 31, (ref random) =>
            {
                var n = Repetitions.ToDetect(.02, .02);
                var (x, y) = (Simulated.Normal(ref random, n, 98, 2), Simulated.Normal(ref random, n, 100, 2));
                return ActorBench.Statistics.Comparisons.StudentTests.Welch(RunningMoments.Of(x), RunningMoments.Of(y))!.Value.PValue < .05;
            }),
            .75,
            .85);

    /// <summary>G-13.</summary>
    [Fact]
    public void Repetitions_go_where_the_variance_is()
    {
        Assert.Equal(11, Repetitions.PerLevel(costAbove: 30, cost: 1, variance: 4, varianceAbove: 1));
        Assert.Equal(1, Repetitions.PerLevel(30, 1, 0, 1));
        Assert.Null(Repetitions.PerLevel(30, 1, 4, -.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Repetitions.PerLevel(0, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Repetitions.ForHalfWidth(.01, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Repetitions.ToDetect(-.01, .01));
    }

    /// <summary>G-13.</summary>
    [Fact]
    public void Two_levels_are_taken_apart()
    {
        var levels = TwoLevels.Of([[10, 11, 9], [12, 13, 11], [9, 10, 8], [13, 12, 14]])!.Value;

        Printed.Close(1, levels.Within, 12);
        Printed.Close(3.333333, levels.BetweenMeans, 6);
        Printed.Close(3, levels.Between, 12);
        Printed.Close(11, levels.Mean.Value, 12);
        Printed.Close(2.905163, levels.Mean.Interval?.HalfWidth, 6);
    }

    /// <summary>G-13: means of three processes.</summary>
    [Fact]
    public void An_interval_is_from_the_top_level_alone() =>
        Printed.Close(.496828, MeanInterval.HalfWidth(RunningMoments.Of([94.1, 93.9, 94.3])), 6);

    [Fact]
    public void Levels_need_groups_of_one_size()
    {
        Assert.Null(TwoLevels.Of([]));
        Assert.Null(TwoLevels.Of([[1, 2]]));
        Assert.Null(TwoLevels.Of([[1], [2]]));
        Assert.Throws<ArgumentException>(() => TwoLevels.Of([[1, 2], [1, 2, 3]]));
        Assert.Throws<ArgumentException>(() => TwoLevels.Of([[1, 2], [1, double.NaN]]));
    }
}
