using ActorBench.Statistics.Distributions;
using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class CvIntervalSpecs
{
    /// <summary>Vangel's own example (1996).</summary>
    private static readonly RunningMoments Vangels = RunningMoments.Of([326, 302, 307, 299, 329]);

    /// <summary>G-4, in per cent.</summary>
    [Fact]
    public void Intervals_are_the_golden_ones()
    {
        var xen = Golden.Moments("xen");

        Printed.Close(.774680, 2.056480, Percent(CvInterval.McKay(xen)), 6);
        Printed.Close(.774675, 2.056393, Percent(CvInterval.Vangel(xen)), 6);
        Printed.Close(.774675, 2.056393, Percent(CvInterval.Exact(xen)), 6);
        Assert.Equal(CvInterval.Vangel(xen), CvInterval.Of(xen));
    }

    /// <summary>G-4. At CVs this small all three agree to these digits.</summary>
    [Theory]
    [InlineData("native", .060670, .161028)]
    [InlineData("openvz", .119181, .316324)]
    public void Intervals_of_small_CVs_are_the_golden_ones(string platform, double low, double high)
    {
        foreach (var interval in new[] { CvInterval.McKay(Golden.Moments(platform)), CvInterval.Vangel(Golden.Moments(platform)), CvInterval.Exact(Golden.Moments(platform)) })
            Printed.Close(low, high, Percent(interval), 6);
    }

    /// <summary>G-4.</summary>
    [Fact]
    public void Vangels_own_example_comes_out()
    {
        Printed.Close(4.459102, 100 * Vangels.CoefficientOfVariation, 6);
        Printed.Close(2.670044, 12.866731, Percent(CvInterval.Vangel(Vangels)), 6);
        Printed.Close(2.670425, 12.909546, Percent(CvInterval.McKay(Vangels)), 6);
    }

    /// <summary>M-57: from 10 values [0.69, 1.83] times the CV, from 30 [0.80, 1.34] times.</summary>
    [Theory]
    [InlineData(10, .69, 1.83)]
    [InlineData(30, .80, 1.34)]
    public void Ten_values_say_little_about_a_CV(int n, double low, double high) =>
        Printed.Close(low, high, CvInterval.Of(new RunningMoments(n, 100, n - 1))?.Map(cv => cv * 100), 2);

    /// <summary>R: <c>pt(t, df, ncp)</c>, and for a large δ mpmath's integral over the density of χ.</summary>
    [Theory]
    [InlineData(2.5, 9, 1, .892697504867)]
    [InlineData(.3, 4, 2, .043731376361)]
    [InlineData(12, 29, 10, .846075407276)]
    [InlineData(3000, 9, 3585.189, .169344529162)]
    public void The_noncentral_t_is_the_one_of_other_programs(double t, double df, double delta, double probability) =>
        Printed.Close(probability, NoncentralT.Cumulative(t, df, delta), 9);

    [Fact]
    public void Beyond_a_third_the_exact_one_is_taken()
    {
        var wide = RunningMoments.Of([1, 2, 3, 4, 9, 3, 2, 4, 3, 2]);

        Assert.Equal(CvInterval.Exact(wide), CvInterval.Of(wide));
    }

    [Fact]
    public void An_interval_without_an_end_is_none()
    {
        var wild = RunningMoments.Of([-5, 1, 4, 3, -2]);

        Assert.Null(CvInterval.Exact(wild));
        Assert.Null(CvInterval.Vangel(wild));
    }

    [Fact]
    public void Without_a_CV_there_is_none_and_without_spread_it_is_a_point()
    {
        foreach (var of in new Func<RunningMoments, double, Interval?>[] { CvInterval.Of, CvInterval.Vangel, CvInterval.McKay, CvInterval.Exact })
        {
            Assert.Null(of(RunningMoments.Of([]), .95));
            Assert.Null(of(RunningMoments.Of([3]), .95));
            Assert.Null(of(RunningMoments.Of([-1, 1]), .95));
            Assert.Equal(new Interval(0, 0, .95), of(RunningMoments.Of([5, 5, 5]), .95));
            Assert.Throws<ArgumentException>(() => of(RunningMoments.Of([1, double.NaN]), .95));
        }
    }

    [Fact]
    public void It_covers_the_CV_of_normal_values_as_often_as_it_says() =>
        Assert.InRange(
            Simulated.Share(2000, 3, (ref random) => CvInterval.Of(RunningMoments.Of(Simulated.Normal(ref random, 10, 100, 5)))!.Value.Contains(.05)),
            .94,
            .96);

    private static Interval? Percent(Interval? interval) => interval?.Map(cv => 100 * cv);
}
