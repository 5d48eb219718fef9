using ActorBench.Statistics.Agreement;

namespace ActorBench.Statistics.Tests.Agreement;

public sealed class BlandAltmanSpecs
{
    /// <summary>Peak expiratory flow of 17 persons by two meters, first readings: Bland and Altman (1986), table 1.</summary>
    private static readonly int[] Wright = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
    private static readonly int[] MiniWright = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];

    [Fact]
    public void The_example_of_the_paper()
    {
        var found = BlandAltman.Of([.. Wright.Zip(MiniWright, (a, b) => (double)(a - b))])!;

        // Printed there: mean -2.1, s 38.8, interval -22.0 to 17.8. Its limits are of 2 s; the later 1.96 s is used here.
        Assert.Equal((17, -2.1), (found.Pairs, Math.Round(found.Bias, 1)));
        Assert.Equal((-22.0, 17.8), (Math.Round(found.Bias - found.BiasHalfWidth!.Value, 1), Math.Round(found.Bias + found.BiasHalfWidth.Value, 1)));
        Assert.Equal(-78.0959, found.LowerLimit!.Value, 4);
        Assert.Equal(73.8606, found.UpperLimit!.Value, 4);
    }

    [Fact]
    public void One_pair_has_a_bias_and_nothing_around_it() =>
        Assert.Equal(new BlandAltman(1, 3, null, null, null), BlandAltman.Of([3]));

    [Fact]
    public void No_pair_has_nothing() => Assert.Null(BlandAltman.Of([]));

    [Theory]
    [InlineData(101, 99, 2.0)]
    [InlineData(99, 101, -2.0)]
    [InlineData(1, 0, 200.0)]
    [InlineData(0, 0, null)]
    public void A_difference_is_in_per_cent_of_the_mean_of_both(double first, double second, double? percent) =>
        Assert.Equal(percent, BlandAltman.PercentDifference(first, second));
}
