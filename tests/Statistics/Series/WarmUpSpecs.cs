using ActorBench.Statistics.Series;

namespace ActorBench.Statistics.Tests.Series;

public sealed class WarmUpSpecs
{
    private static readonly double[] SlowStart =
        [40, 62, 78, 88, 93, 94, 94.5, 93.8, 94.2, 94.1, 93.9, 94.3, 94.0, 94.2, 93.9, 94.1, 94.2, 93.8, 94.0, 94.1];

    /// <summary>G-9.</summary>
    [Fact]
    public void The_warm_up_of_a_slow_start_is_the_golden_one()
    {
        var warmUp = WarmUp.Mser(SlowStart)!.Value;

        Assert.Equal((8, false), (warmUp.Bins, warmUp.NoSteadyState));
        Printed.Close(.001712963, warmUp.Statistic, 9);
        Printed.Close(94.066667, warmUp.SteadyMean, 6);
        Printed.Close(88.605, SlowStart.Average(), 9);
    }

    [Fact]
    public void What_never_becomes_steady_is_said_so()
    {
        double[] climbing = [.. Enumerable.Range(0, 40).Select(i => 50.0 + i)];
        var warmUp = WarmUp.Mser(climbing)!.Value;

        Assert.Equal((20, true), (warmUp.Bins, warmUp.NoSteadyState));
    }

    [Fact]
    public void A_steady_series_has_no_warm_up()
    {
        Assert.Equal(new WarmUp(0, 0, 94, false), WarmUp.Mser([.. Enumerable.Repeat(94.0, 30)]));
        Assert.InRange(Simulated.Share(500, 52, (ref random) => WarmUp.Mser(Simulated.Normal(ref random, 100, 94, 1))!.Value.NoSteadyState), 0, .15);
    }

    /// <summary>Long series go by batches of five: a start that is slow over 12 bins takes three of them.</summary>
    [Fact]
    public void From_a_hundred_bins_on_they_are_taken_five_by_five()
    {
        double[] bins = [.. Enumerable.Range(0, 103).Select(i => i < 12 ? 40.0 : i % 2 == 0 ? 94.0 : 94.2)];
        var warmUp = WarmUp.Mser(bins)!.Value;

        Assert.Equal(15, warmUp.Bins);
        Assert.Equal(bins.Skip(15).Average(), warmUp.SteadyMean, 1e-9);
        Assert.Equal(12, WarmUp.Mser(bins.AsSpan(0, 99))!.Value.Bins);
    }

    [Fact]
    public void Few_bins_say_nothing()
    {
        Assert.Null(WarmUp.Mser([]));
        Assert.Null(WarmUp.Mser(new double[9]));
        Assert.Throws<ArgumentException>(() => WarmUp.Mser([.. new double[10], double.NaN]));
    }
}
