using ActorBench.Statistics.Series;

namespace ActorBench.Statistics.Tests.Series;

public sealed class MannKendallSpecs
{
    /// <summary>By hand: z = (|S| − 1) / √(n(n − 1)(2n + 5)/18 less the ties' share), p = erfc(z/√2).</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, 6, .08942936)]
    [InlineData(new double[] { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, -45, 8.30307e-5)]
    [InlineData(new double[] { 1, 1, 2, 3 }, 5, .14856177)]
    public void A_trend_has_the_p_that_a_hand_computes(double[] series, double s, double p)
    {
        var result = MannKendall.Test(series);

        Assert.Equal(s, result?.Statistic);
        Assert.Equal(p, result!.Value.PValue, 1e-5 * p);
    }

    [Fact]
    public void Too_few_or_equal_values_have_no_test()
    {
        Assert.Null(MannKendall.Test([1, 2, 3]));
        Assert.Null(MannKendall.Test([5, 5, 5, 5, 5]));
        Assert.Throws<ArgumentException>(() => MannKendall.Test([1, 2, double.NaN, 4]));
    }
}
