namespace ActorBench.Statistics.Tests;

/// <summary>G-19.</summary>
public sealed class FairnessSpecs
{
    [Fact]
    public void Jains_index_is_the_golden_one()
    {
        Printed.Close(.925926, Fairness.Jain([94, 94, 47]), 6);
        Assert.Equal(1, Fairness.Jain([47, 47, 47])!.Value, 1e-12);
        Assert.Equal(.25, Fairness.Jain([94, 0, 0, 0]));
    }

    [Fact]
    public void Without_rates_there_is_nothing_to_share()
    {
        Assert.Null(Fairness.Jain([]));
        Assert.Null(Fairness.Jain([0, 0]));
        Assert.Throws<ArgumentException>(() => Fairness.Jain([1, double.NaN]));
    }

    [Fact]
    public void The_harmonic_mean_of_rates_over_equal_bytes_is_the_golden_one() =>
        Printed.Close(88.888889, Rates.HarmonicMean([80, 100]), 6);
}
