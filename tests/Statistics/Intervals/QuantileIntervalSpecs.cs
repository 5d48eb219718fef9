using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class QuantileIntervalSpecs
{
    /// <summary>G-5.</summary>
    [Theory]
    [InlineData(.95, 6, 1, 6, .96875)]
    [InlineData(.95, 9, 2, 8, .96094)]
    [InlineData(.95, 10, 2, 9, .97852)]
    [InlineData(.95, 12, 3, 10, .96143)]
    [InlineData(.95, 15, 4, 12, .96484)]
    [InlineData(.95, 20, 6, 15, .95861)]
    [InlineData(.95, 25, 8, 18, .95671)]
    [InlineData(.95, 30, 10, 21, .95723)]
    [InlineData(.95, 50, 18, 33, .96716)]
    [InlineData(.95, 100, 40, 61, .96480)]
    [InlineData(.99, 8, 1, 8, .99219)]
    [InlineData(.99, 10, 1, 10, .99805)]
    [InlineData(.99, 20, 4, 17, .99742)]
    [InlineData(.99, 30, 8, 23, .99478)]
    [InlineData(.99, 100, 37, 64, .99336)]
    public void Ranks_of_a_median_are_the_golden_ones(double level, int n, int low, int high, double coverage)
    {
        var ranks = QuantileInterval.Ranks(n, .5, level)!.Value;

        Assert.Equal((low, high), (ranks.Low, ranks.High));
        Printed.Close(coverage, ranks.Coverage, 5);
    }

    /// <summary>G-5b.</summary>
    [Theory]
    [InlineData(100, .9, 84, 96, .95569)]
    [InlineData(1000, .99, 983, 997, .97609)]
    [InlineData(10000, .99, 9880, 9920, .95576)]
    [InlineData(10000, .999, 9983, 9997, .97546)]
    public void Ranks_of_other_quantiles_are_the_golden_ones(int n, double p, int low, int high, double coverage)
    {
        var ranks = QuantileInterval.Ranks(n, p)!.Value;

        Assert.Equal((low, high), (ranks.Low, ranks.High));
        Printed.Close(coverage, ranks.Coverage, 5);
    }

    /// <summary>G-5.</summary>
    [Theory]
    [InlineData("xen", 88.225, 86.72, 88.90)]
    [InlineData("native", 94.095, 93.97, 94.13)]
    [InlineData("openvz", 93.86, 93.64, 93.91)]
    public void Medians_and_their_intervals_are_the_golden_ones(string platform, double median, double low, double high)
    {
        Assert.Equal(median, Quantiles.Median(Golden.Of(platform))!.Value, 1e-9);
        Assert.Equal(new Interval(low, high, .95), QuantileInterval.Median(Golden.Of(platform)));
    }

    /// <summary>M-21, M-22.</summary>
    [Theory]
    [InlineData(.5, .95, 6)]
    [InlineData(.5, .99, 8)]
    [InlineData(.9, .95, 36)]
    [InlineData(.95, .95, 72)]
    [InlineData(.99, .95, 368)]
    [InlineData(.999, .95, 3688)]
    public void Below_a_number_of_values_there_is_no_interval(double p, double level, int smallest)
    {
        Assert.Equal(smallest, QuantileInterval.SmallestN(p, level));
        Assert.Equal(smallest, QuantileInterval.SmallestN(1 - p, level));
        Assert.Null(QuantileInterval.Ranks(smallest - 1, p, level));
        Assert.NotNull(QuantileInterval.Ranks(smallest, p, level));
        Assert.Null(QuantileInterval.Ranks(0, p, level));
    }

    [Fact]
    public void Ranks_are_the_narrowest_that_keep_half_the_miss_rate_on_each_side()
    {
        foreach (var n in Enumerable.Range(6, 120))
        {
            foreach (var p in new[] { .3, .5, .75 })
            {
                if (QuantileInterval.Ranks(n, p) is not { } ranks) continue;
                Assert.InRange(Below(ranks.Low - 1), 0, .025);
                Assert.True(Below(ranks.Low) > .025);
                Assert.InRange(1 - Below(ranks.High - 1), 0, .025);
                Assert.True(1 - Below(ranks.High - 2) > .025);

                double Below(int k) => MathNet.Numerics.Distributions.Binomial.CDF(p, n, k);
            }
        }
    }

    [Fact]
    public void It_covers_the_median_whatever_the_distribution() =>
        Assert.InRange(
            Simulated.Share(2000, 2, (ref random) => QuantileInterval.Median(Simulated.LogNormal(ref random, 15, 1))!.Value.Contains(1)),
            .955,
            .975);

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Assert.Throws<ArgumentException>(() => QuantileInterval.Median([1, 2, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileInterval.Ranks(10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileInterval.Ranks(10, .5, 1));
    }
}
