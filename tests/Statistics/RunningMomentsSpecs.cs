using CsCheck;

namespace ActorBench.Statistics.Tests;

public sealed class RunningMomentsSpecs
{
    /// <summary>Golden numbers G-1, to the digits printed there.</summary>
    public static TheoryData<double[], double, double, double, double> G1 => new()
    {
        { Golden.Native, 94.068, .082972552, .0882049, 94.067934 },
        { Golden.Xen, 87.979, .9908969, 1.126288, 87.968851 },
        { Golden.OpenVz, 93.791, .162511538, .1732699, 93.790746 },
    };

    [Theory]
    [MemberData(nameof(G1))]
    public void Mean_deviation_CV_and_harmonic_mean_are_the_golden_ones(double[] rates, double mean, double sd, double cvPercent, double harmonic)
    {
        var moments = RunningMoments.Of(rates);

        Assert.Equal(mean, moments.Mean, 1e-9);
        Assert.Equal(sd, moments.StandardDeviation!.Value, 1e-7);
        Assert.Equal(cvPercent, 100 * moments.CoefficientOfVariation!.Value, 1e-6);
        Assert.Equal(harmonic, Rates.HarmonicMean(rates)!.Value, 1e-6);
    }

    /// <summary>G-7.</summary>
    [Fact]
    public void Merging_two_parts_gives_the_moments_of_the_whole()
    {
        var a = RunningMoments.Of([10, 12, 23, 23, 16]);
        var b = RunningMoments.Of([23, 21, 16]);
        var whole = a.Merge(b);

        Assert.Equal((5, 16.8), (a.Count, a.Mean));
        Assert.Equal(146.8, a.SumOfSquaredDeviations, 1e-9);
        Assert.Equal((3L, 20d, 26d), (b.Count, b.Mean, b.SumOfSquaredDeviations));
        Assert.Equal(8, whole.Count);
        Assert.Equal(18, whole.Mean, 1e-12);
        Assert.Equal(192, whole.SumOfSquaredDeviations, 1e-9);
        Assert.Equal(5.2372294, whole.StandardDeviation!.Value, 1e-7);
        Assert.Equal(29.0957187, 100 * whole.CoefficientOfVariation!.Value, 1e-7);
    }

    /// <summary>G-7: a difference of sums gives −170.67 here.</summary>
    [Fact]
    public void A_small_spread_on_a_large_mean_is_not_lost() =>
        Assert.Equal(30, Math.Pow(RunningMoments.Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).StandardDeviation!.Value, 2), 1e-9);

    [Fact]
    public void Below_two_values_there_is_no_spread()
    {
        Assert.Null(default(RunningMoments).StandardDeviation);
        Assert.Null(RunningMoments.Of([1]).StandardDeviation);
        Assert.Null(RunningMoments.Of([1]).CoefficientOfVariation);
        Assert.Null(RunningMoments.Of([-1, 1]).CoefficientOfVariation);
        Assert.Null(Rates.HarmonicMean([]));
        Assert.Null(Rates.HarmonicMean([1, 0]));
    }

    [Fact]
    public void Any_split_agrees_with_the_whole() =>
        Gen.Select(Gen.Double[1, 1000].Array[1, 50], Gen.Int[0, 50]).Sample((values, cut) =>
        {
            cut = Math.Min(cut, values.Length);
            var merged = RunningMoments.Of(values[..cut]).Merge(RunningMoments.Of(values[cut..]));
            var mean = values.Average();
            var squares = values.Sum(x => (x - mean) * (x - mean));
            return merged.Count == values.Length
                && Math.Abs(merged.Mean - mean) <= 1e-9 * mean
                && Math.Abs(merged.SumOfSquaredDeviations - squares) <= 1e-8 * Math.Max(1, squares);
        });

    [Fact]
    public void Parts_may_be_merged_in_any_grouping_and_order() =>
        Gen.Double[1, 1000].Array[1, 20].Array[3].Sample(parts =>
        {
            var (a, b, c) = (RunningMoments.Of(parts[0]), RunningMoments.Of(parts[1]), RunningMoments.Of(parts[2]));
            return Same(a.Merge(b).Merge(c), a.Merge(b.Merge(c))) && Same(a.Merge(b), b.Merge(a)) && a.Merge(default) == a && default(RunningMoments).Merge(a) == a;
        });

    private static bool Same(RunningMoments a, RunningMoments b) =>
        a.Count == b.Count
        && Math.Abs(a.Mean - b.Mean) <= 1e-12 * Math.Abs(a.Mean)
        && Math.Abs(a.SumOfSquaredDeviations - b.SumOfSquaredDeviations) <= 1e-9 * Math.Max(1, a.SumOfSquaredDeviations);
}
