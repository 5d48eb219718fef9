using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class BcaBootstrapSpecs
{
    /// <summary>G-15: ratio of means, independent resampling of 200,000; the ends hold to 3e-4, whatever the random numbers.</summary>
    [Fact]
    public void The_ratio_of_Xen_to_native_is_the_golden_one()
    {
        var ratio = BcaBootstrap.OverSamples(10, 10, (i, j) => Mean(Golden.Xen, i) / Mean(Golden.Native, j), replicates: 200_000)!.Value;

        Printed.Close(.9352702, ratio.Value, 7);
        Assert.Equal(.92746, ratio.Interval.Low, 3e-4);
        Assert.Equal(.94031, ratio.Interval.High, 3e-4);
        Printed.Close(-.0496, ratio.Acceleration, 4);
        // The standard error of z0 is .0028 with so many replicates, there and here.
        Assert.Equal(-.0516, ratio.Bias, .012);
    }

    [Fact]
    public void Blocks_stay_together()
    {
        // What varies from block to block is common to both, so that the ratio within a block is the same in all.
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8], y = [2, 4, 6, 8, 10, 12, 14, 16.01];
        var ratio = BcaBootstrap.OverBlocks(8, blocks => Mean(x, blocks) / Mean(y, blocks))!.Value;

        Assert.Equal(.5, ratio.Interval.Low, 1e-3);
        Assert.Equal(.5, ratio.Interval.High, 1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval()
    {
        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));

        static BcaEstimate? Of(ulong seed) => BcaBootstrap.OverBlocks(10, blocks => Mean(Golden.Xen, blocks), seed: seed, replicates: 1000);
    }

    [Fact]
    public void Where_nothing_can_vary_there_is_no_interval()
    {
        Assert.Null(BcaBootstrap.OverBlocks(0, _ => 1));
        Assert.Null(BcaBootstrap.OverBlocks(1, _ => 1));
        Assert.Null(BcaBootstrap.OverBlocks(10, _ => 1));
        Assert.Null(BcaBootstrap.OverBlocks(10, _ => double.NaN));
        Assert.Null(BcaBootstrap.OverBlocks(3, blocks => 1 / (Mean([1, 2, 3], blocks) - 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BcaBootstrap.OverBlocks(3, blocks => blocks[0], replicates: 1));
    }

    [Fact]
    public void It_covers_a_skewed_mean_a_little_less_often_than_it_says() =>
        Assert.InRange(
            Simulated.Share(300, 6, (ref random) =>
            {
                var values = Simulated.LogNormal(ref random, 30, .5);
                return BcaBootstrap.OverBlocks(30, blocks => Mean(values, blocks), seed: random.Next(), replicates: 600)!.Value.Interval.Contains(Math.Exp(.125));
            }),
            .88,
            .97);

    private static double Mean(double[] values, ReadOnlySpan<int> indices)
    {
        var sum = 0.0;
        foreach (var i in indices) sum += values[i];
        return sum / indices.Length;
    }
}
