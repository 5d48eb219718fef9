using ActorBench.Statistics.Comparisons;
using CsCheck;

namespace ActorBench.Statistics.Tests.Comparisons;

/// <summary>Golden numbers G-15 and G-16.</summary>
public sealed class RatioSpecs
{
    [Theory]
    [InlineData("xen", .9352702, .9277121, .9428291)]
    [InlineData("openvz", .9970553, .9956690, .9984425)]
    public void Ratios_of_means_and_Fiellers_intervals_are_the_golden_ones(string platform, double ratio, double low, double high)
    {
        var estimate = RatioOfMeans.Fieller(Golden.Moments(platform), Golden.Moments("native"))!.Value;

        Printed.Close(ratio, estimate.Value, 7);
        Printed.Close(low, high, estimate.Interval, 7);
    }

    [Theory]
    [InlineData("xen", 6.472977, 5.717087, 7.228792, 6)]
    [InlineData("openvz", .294468, .155752, .433105, 6)]
    public void Overheads_are_the_golden_ones(string platform, double percent, double low, double high, int decimals)
    {
        var overhead = Overhead.Percent(RatioOfMeans.Fieller(Golden.Moments(platform), Golden.Moments("native"))!.Value, Metric.Rate);

        Printed.Close(percent, overhead.Value, decimals);
        Printed.Close(low, high, overhead.Interval, decimals);
    }

    [Fact]
    public void The_overhead_of_a_time_is_what_it_takes_longer()
    {
        var overhead = Overhead.Percent(new Estimate(1.25, new Interval(1.125, 1.5, .95)), Metric.Time);

        Assert.Equal(new Estimate(25, new Interval(12.5, 50, .95)), overhead);
    }

    [Fact]
    public void Blocked_ratios_are_the_golden_ones()
    {
        var mean = BlockedRatio.StudentT(Golden.Xen, Golden.Native)!.Value;
        Printed.Close(.9352168, mean.Value, 7);
        Printed.Close(.9277699, .9427235, mean.Interval, 7);

        var center = BlockedRatio.HodgesLehmann(Golden.Xen, Golden.Native)!.Value;
        Printed.Close(.9369216, center.Value, 7);
        Printed.Close(.9267297, .9427320, center.Interval, 7);
    }

    /// <summary>R: <c>t.test</c> and <c>wilcox.test</c> of the logarithms, paired.</summary>
    [Fact]
    public void Tests_of_blocks_are_those_of_R()
    {
        Printed.Close(1.458990e-8, RatioTest.Blocked(Golden.Xen, Golden.Native)!.Value.PValue, 14);
        Printed.Close(.001953125, RatioTest.BlockedRanks(Golden.Xen, Golden.Native)!.Value.PValue, 12);
    }

    [Fact]
    public void A_baseline_too_noisy_for_a_ratio_gives_no_interval()
    {
        var noisy = RunningMoments.Of([-1, 0, 5]);

        Assert.Equal(new Estimate(1.5, null), RatioOfMeans.Fieller(RunningMoments.Of([2, 2, 2]), noisy));
        Assert.Null(RatioOfMeans.Fieller(RunningMoments.Of([2, 2]), RunningMoments.Of([-1, 1])));
        Assert.Null(RatioOfMeans.Fieller(default, noisy));
        Assert.Equal(new Estimate(2, null), RatioOfMeans.Fieller(RunningMoments.Of([2]), RunningMoments.Of([1])));
        Assert.Throws<ArgumentException>(() => RatioOfMeans.Fieller(RunningMoments.Of([double.NaN]), noisy));
    }

    [Fact]
    public void Blocks_come_in_pairs_of_positive_values()
    {
        Assert.Null(BlockedRatio.StudentT([], []));
        Assert.Null(BlockedRatio.StudentT([1, 0], [1, 1]));
        Assert.Null(BlockedRatio.HodgesLehmann([], []));
        Assert.Null(BlockedRatio.HodgesLehmann([1], [-1]));
        Assert.Equal(new Estimate(.5, null), BlockedRatio.StudentT([1], [2]));
        Assert.Throws<ArgumentException>(() => BlockedRatio.StudentT([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => BlockedRatio.StudentT([1, double.NaN], [1, 1]));
    }

    /// <summary>What a block does to both platforms alike must not show: neither drift nor a slow hour.</summary>
    [Fact]
    public void A_factor_common_to_a_block_changes_nothing() =>
        Gen.Double[.5, 2].Array[10].Sample(factors =>
        {
            double[] x = [.. Golden.Xen.Zip(factors, (value, factor) => value * factor)], y = [.. Golden.Native.Zip(factors, (value, factor) => value * factor)];
            var (plain, moved) = (BlockedRatio.StudentT(Golden.Xen, Golden.Native)!.Value, BlockedRatio.StudentT(x, y)!.Value);
            return Math.Abs(plain.Interval!.Value.Low - moved.Interval!.Value.Low) < 1e-9 && Math.Abs(plain.Value - moved.Value) < 1e-9;
        });

    [Fact]
    public void Fiellers_interval_covers_the_ratio_as_often_as_it_says() =>
        Assert.InRange(
            Simulated.Share(2000, 8, (ref random) => RatioOfMeans.Fieller(
                RunningMoments.Of(Simulated.Normal(ref random, 10, 90, 5)), RunningMoments.Of(Simulated.Normal(ref random, 10, 100, 5)))!.Value.Interval!.Value.Contains(.9)),
            .945,
            .98);
}
