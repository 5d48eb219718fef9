using ActorBench.Statistics.Series;

namespace ActorBench.Statistics.Tests.Series;

/// <summary>Golden numbers G-8.</summary>
public sealed class DependenceSpecs
{
    private static readonly double[] Wave = [5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1, 2, 3, 4];

    [Theory]
    [InlineData(1, .909091)]
    [InlineData(2, .693182)]
    [InlineData(3, .409091)]
    [InlineData(4, .113636)]
    [InlineData(5, -.136364)]
    public void Autocorrelations_are_the_golden_ones(int lag, double r) => Printed.Close(r, Autocorrelation.At(Wave, lag), 6);

    [Fact]
    public void Tests_of_dependence_are_the_golden_ones()
    {
        var dependence = Dependence.Of(Wave);

        Assert.True(dependence.IsDependent);
        Printed.Close(.909091, dependence.R1, 6);
        Printed.Close(.49, dependence.R1Limit, 12);
        Printed.Close(30.256696, dependence.LjungBox?.Statistic, 6);
        Printed.Close(1.3128e-5, dependence.LjungBox?.PValue, 9);
        Printed.Close(.761905, dependence.EffectiveN, 6);
        Printed.Close(.916065, dependence.SpearmanLag1?.Statistic, 6);
        // R: cor.test with exact = FALSE.
        Printed.Close(1.624023e-6, dependence.SpearmanLag1?.PValue, 12);
        Assert.Equal((2, 7, 7), (dependence.Runs!.Value.Runs, dependence.Runs.Value.Above, dependence.Runs.Value.Below));
        Printed.Close(-3.338092, dependence.Runs.Value.Z, 6);
        Printed.Close(8.4355e-4, dependence.Runs.Value.PValue, 8);
    }

    [Fact]
    public void Swinging_values_are_worth_no_more_than_their_number()
    {
        double[] swinging = [1, 9, 2, 8, 1, 9, 2, 8, 1, 9, 2, 8];

        Assert.True(Autocorrelation.At(swinging, 1) < 0);
        Assert.Equal(12, Autocorrelation.EffectiveN(swinging));
        Assert.True(RunsTest.Test(swinging)!.Value.Z > 1.96);
        Assert.True(Dependence.Of(swinging).IsDependent);
    }

    [Fact]
    public void A_straight_climb_is_dependent()
    {
        double[] climb = [.. Enumerable.Range(0, 10).Select(i => 94 - (.05 * i))];

        Assert.Equal(new TestResult(1, 0), Autocorrelation.SpearmanLag1(climb));
        Assert.True(Dependence.Of(climb).IsDependent);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void Independent_values_are_flagged_about_once_in_eight(int n) =>
        Assert.InRange(Simulated.Share(1000, 51, (ref random) => Dependence.Of(Simulated.Normal(ref random, n)).IsDependent), .08, .17);

    [Fact]
    public void Series_too_short_or_without_spread_are_not_judged()
    {
        foreach (var series in (double[][])[[], [1], [1, 2], [94, 94, 94, 94, 94, 94, 94]])
        {
            var dependence = Dependence.Of(series);
            Assert.Equal((null, null, null, false), (dependence.LjungBox, dependence.SpearmanLag1, dependence.Runs, dependence.IsDependent));
            Assert.Equal(series.Length, dependence.EffectiveN);
        }

        Assert.Null(Autocorrelation.At([1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Autocorrelation.At([1, 2], 0));
        Assert.Throws<ArgumentException>(() => Dependence.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => RunsTest.Test([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Autocorrelation.SpearmanLag1([1, double.NaN]));
    }
}
