using ActorBench.Statistics.Comparisons;
using CsCheck;

namespace ActorBench.Statistics.Tests.Comparisons;

public sealed class VerdictSpecs
{
    /// <summary>G-18.</summary>
    [Fact]
    public void Adjusted_p_values_are_the_golden_ones()
    {
        double[] p = [.01, .04, .03, .005], holm = [.03, .06, .06, .02], bh = [.02, .04, .04, .02];

        Assert.Equal(holm, MultipleTests.Holm(p), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(bh, MultipleTests.BenjaminiHochberg(p), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Empty(MultipleTests.Holm([]));
        Assert.Empty(MultipleTests.BenjaminiHochberg([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultipleTests.Holm([.1, 1.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultipleTests.BenjaminiHochberg([double.NaN]));
    }

    [Fact]
    public void Adjusting_never_lowers_a_p_value_and_keeps_their_order() =>
        Gen.Double[0, 1].Array[1, 20].Sample(p =>
        {
            var (holm, bh) = (MultipleTests.Holm(p), MultipleTests.BenjaminiHochberg(p));
            return Enumerable.Range(0, p.Length).All(i => p[i] <= bh[i] + 1e-15 && bh[i] <= holm[i] + 1e-12 && holm[i] <= 1)
                && Sorted(p, holm) && Sorted(p, bh);
        });

    /// <summary>G-16: OpenVZ differs from native, and by less than 1 %. Both are said.</summary>
    [Fact]
    public void A_difference_too_small_to_matter_is_both()
    {
        var test = RatioTest.Means(Golden.Moments("openvz"), Golden.Moments("native"))!.Value;
        Printed.Close(.9959318, .9981793, test.Narrow, 7);
        Assert.Equal(.90, test.Narrow!.Value.Level, 1e-12);

        var verdict = Verdicts.Of([test])[0];
        Assert.Equal((Difference.Slower, true, false), (verdict.Difference, verdict.Equivalent, verdict.Inconclusive));
        Assert.Equal(test.PValue, verdict.AdjustedPValue);
    }

    [Fact]
    public void Xen_is_slower_and_by_more_than_the_margin()
    {
        foreach (var test in new[]
        {
            RatioTest.Means(Golden.Moments("xen"), Golden.Moments("native")),
            RatioTest.Blocked(Golden.Xen, Golden.Native),
            RatioTest.BlockedRanks(Golden.Xen, Golden.Native),
            RatioTest.Ranks(Golden.Xen, Golden.Native),
        })
        {
            var verdict = Verdicts.Of([test])[0];
            Assert.Equal((Difference.Slower, false), (verdict.Difference, verdict.Equivalent));
            Assert.Equal(Difference.Faster, Verdicts.Of([test], Metric.Time)[0].Difference);
        }
    }

    [Fact]
    public void In_a_large_family_a_small_p_alone_proves_nothing()
    {
        var slower = new RatioTest(new Estimate(.9, null), null, .03);

        Assert.Equal(Difference.Slower, Verdicts.Of([slower])[0].Difference);
        Assert.Equal(Difference.Unproven, Verdicts.Of([slower, null])[0].Difference);
        Assert.True(Verdicts.Of([slower, null])[0].Inconclusive);
        Assert.Equal(Difference.Slower, Verdicts.Of([slower, slower], adjust: MultipleTests.BenjaminiHochberg)[0].Difference);
    }

    [Fact]
    public void Without_a_test_nothing_is_said()
    {
        Assert.Equal(new Verdict(Difference.Unproven, false, null), Verdicts.Of([null])[0]);
        Assert.Equal(new Verdict(Difference.Unproven, false, null), Verdicts.Of([RatioTest.Blocked([1], [1])])[0]);
        Assert.Null(RatioTest.Blocked([0], [1]));
        Assert.Null(RatioTest.Ranks([], [1]));
        Assert.Empty(Verdicts.Of([]));
    }

    /// <summary>The margin's ends belong to it, and with 2 × (1 − level) in mind a wide interval proves nothing.</summary>
    [Theory]
    [InlineData(.99, 1.01, true)]
    [InlineData(.98, 1.005, false)]
    [InlineData(.995, 1.02, false)]
    public void Equivalence_needs_the_whole_narrow_interval(double low, double high, bool equivalent) =>
        Assert.Equal(equivalent, Verdicts.Of([new RatioTest(new Estimate(1, null), new Interval(low, high, .9), .5)])[0].Equivalent);

    [Fact]
    public void A_platform_compared_with_itself_is_called_different_as_seldom_as_the_level_says() =>
        Assert.InRange(
            Simulated.Share(1000, 11, (ref random) =>
            {
                var (x, y) = (Simulated.Normal(ref random, 10, 94, 1), Simulated.Normal(ref random, 10, 94, 1));
                return Verdicts.Of([RatioTest.Blocked(x, y)])[0].Difference != Difference.Unproven;
            }),
            .035,
            .065);

    private static bool Sorted(double[] keys, double[] values)
    {
        var order = Enumerable.Range(0, keys.Length).OrderBy(i => keys[i]).Select(i => values[i]).ToArray();
        return order.Zip(order.Skip(1)).All(pair => pair.First <= pair.Second + 1e-15);
    }
}
