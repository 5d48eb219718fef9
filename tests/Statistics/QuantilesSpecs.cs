using CsCheck;

namespace ActorBench.Statistics.Tests;

public sealed class QuantilesSpecs
{
    /// <summary>G-5b.</summary>
    [Theory]
    [InlineData(.25, 87.6875)]
    [InlineData(.50, 88.225)]
    [InlineData(.90, 88.915)]
    [InlineData(.99, 89.0365)]
    [InlineData(0, 85.94)]
    [InlineData(1, 89.05)]
    public void Quantiles_of_type_7_are_the_golden_ones(double p, double value) => Printed.Close(value, Quantiles.Of(Golden.Xen, p), 9);

    [Fact]
    public void Of_nothing_there_is_none_and_of_one_value_it_is_the_value()
    {
        Assert.Null(Quantiles.Median([]));
        Assert.Equal(7, Quantiles.Of([7], .99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1, 2], 1.01));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, double.NaN], .5));
    }

    [Fact]
    public void The_callers_values_stay_as_they_are()
    {
        double[] values = [3, 1, 2];
        Quantiles.Median(values);

        Assert.Equal([3, 1, 2], values);
    }

    [Fact]
    public void Order_does_not_matter() =>
        Gen.Double[-1e3, 1e3].Array[1, 30].Sample(values => Quantiles.Of(values, .3) == Quantiles.Of([.. values.Order()], .3));
}
