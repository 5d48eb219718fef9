using ActorBench.Statistics.Distributions;
using ActorBench.Statistics.Intervals;
using ActorBench.Statistics.Shape;
using CsCheck;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class HodgesLehmannSpecs
{
    /// <summary>G-6.</summary>
    [Theory]
    [InlineData("native", 94.09, 94.00, 94.12)]
    [InlineData("xen", 88.14, 87.175, 88.655)]
    [InlineData("openvz", 93.82, 93.66, 93.90)]
    public void Centres_are_the_golden_ones(string platform, double center, double low, double high)
    {
        var estimate = HodgesLehmann.Center(Golden.Of(platform))!.Value;

        Printed.Close(center, estimate.Value, 9);
        Printed.Close(low, high, estimate.Interval, 9);
    }

    /// <summary>G-6: rank 9 of ten values covers .951172.</summary>
    [Fact]
    public void Ranks_are_those_of_R()
    {
        Assert.Equal(9, SignedRanks.LowerRank(10, .05));
        Printed.Close(.951172, 1 - (2 * SignedRanks.Cumulative(10)[8]), 6);
    }

    /// <summary>G-6.</summary>
    [Theory]
    [InlineData("native", .06)]
    [InlineData("xen", .82)]
    [InlineData("openvz", .15)]
    public void Spreads_are_the_golden_ones(string platform, double spread) => Printed.Close(spread, ShamosSpread.Of(Golden.Of(platform)), 9);

    /// <summary>G-15.</summary>
    [Fact]
    public void The_shift_from_native_to_Xen_is_the_golden_one()
    {
        var shift = HodgesLehmann.Shift(Golden.Xen, Golden.Native)!.Value;

        Printed.Close(-5.81, shift.Value, 9);
        Printed.Close(-6.51, -5.31, shift.Interval, 9);
    }

    /// <summary>G-15, G-16.</summary>
    [Theory]
    [InlineData("xen", .9382834, .9308256, .9435587)]
    [InlineData("openvz", .9974499, .9958550, .9980878)]
    public void Ratios_to_native_are_the_golden_ones(string platform, double ratio, double low, double high)
    {
        var estimate = HodgesLehmann.Ratio(Golden.Of(platform), Golden.Native)!.Value;

        Printed.Close(ratio, estimate.Value, 7);
        Printed.Close(low, high, estimate.Interval, 7);
    }

    /// <summary>M-24: the smallest p of three against three is .1, of four against four .029.</summary>
    [Fact]
    public void Too_few_values_give_a_point_and_no_interval()
    {
        Assert.Null(HodgesLehmann.Center([]));
        Assert.Equal(new Estimate(4, null), HodgesLehmann.Center([4]));
        Assert.Null(HodgesLehmann.Center([1, 2, 3, 4, 5])!.Value.Interval);
        Assert.Equal(new Interval(1, 6, .95), HodgesLehmann.Center([1, 2, 3, 4, 5, 6])!.Value.Interval);

        Assert.Null(HodgesLehmann.Shift([1], []));
        Assert.Null(HodgesLehmann.Shift([1, 2, 3], [4, 5, 6])!.Value.Interval);
        Assert.Equal(new Interval(-5, -1, .9), HodgesLehmann.Shift([1, 2, 3], [4, 5, 6], .9)!.Value.Interval);
        Assert.NotNull(HodgesLehmann.Shift([1, 2, 3, 4], [5, 6, 7, 8])!.Value.Interval);

        Assert.Null(ShamosSpread.Of([]));
        Assert.Null(ShamosSpread.Of([1]));
    }

    [Fact]
    public void A_ratio_is_of_positive_values_and_all_are_numbers()
    {
        Assert.Null(HodgesLehmann.Ratio([1, 2], [0, 1]));
        Assert.Throws<ArgumentException>(() => HodgesLehmann.Center([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => HodgesLehmann.Shift([1], [double.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => HodgesLehmann.Ratio([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => ShamosSpread.Of([double.NaN, 1]));
    }

    [Fact]
    public void Centre_and_shift_are_medians_of_all_pairs() =>
        Gen.Select(Gen.Double[-100, 100].Array[1, 12], Gen.Double[-100, 100].Array[1, 12]).Sample((x, y) =>
        {
            var walsh = x.SelectMany((a, i) => x.Skip(i).Select(b => (a + b) / 2)).ToArray();
            var differences = x.SelectMany(a => y.Select(b => a - b)).ToArray();
            return HodgesLehmann.Center(x)!.Value.Value == Quantiles.Median(walsh)
                && HodgesLehmann.Shift(x, y)!.Value.Value == Quantiles.Median(differences);
        });

    [Fact]
    public void Order_does_not_matter() =>
        Gen.Double[-100, 100].Array[6, 15].Sample(x =>
            HodgesLehmann.Center(x) == HodgesLehmann.Center([.. x.Reverse()])
            && HodgesLehmann.Shift(x, x.AsSpan(0, 4)) == HodgesLehmann.Shift([.. x.Reverse()], [.. x.Take(4).Order()]));

    /// <summary>The interval holds exactly the shifts that the signed-rank test does not reject: W counts the Walsh averages above one.</summary>
    [Fact]
    public void Its_ends_are_where_the_signed_rank_test_begins_to_reject() =>
        // Whole numbers, so that no two averages are closer than the step beside an end.
        Gen.Int[-100_000, 100_000].Array[6, 14].Sample(whole =>
        {
            var x = Array.ConvertAll(whole, value => (double)value);
            var interval = HodgesLehmann.Center(x)!.Value.Interval!.Value;
            var cumulative = SignedRanks.Cumulative(x.Length);
            double P(double center) => RankTails.PValue(x.SelectMany((a, i) => x.Skip(i).Select(b => (a + b) / 2)).Count(w => w > center), cumulative);
            return P(interval.Low + 0.1) > .05 && P(interval.Low - 0.1) <= .05 && P(interval.High - 0.1) > .05 && P(interval.High + 0.1) <= .05;
        });

    [Fact]
    public void It_covers_the_centre_at_least_as_often_as_it_says()
    {
        Assert.InRange(Simulated.Share(2000, 4, (ref random) => HodgesLehmann.Center(Simulated.Normal(ref random, 10))!.Value.Interval!.Value.Contains(0)), .94, .965);
        Assert.InRange(
            Simulated.Share(2000, 5, (ref random) => HodgesLehmann.Shift(Simulated.Normal(ref random, 8, 1), Simulated.Normal(ref random, 8))!.Value.Interval!.Value.Contains(1)),
            .94,
            .975);
    }
}
