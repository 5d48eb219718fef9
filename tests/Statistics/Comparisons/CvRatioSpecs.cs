using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Tests.Comparisons;

public sealed class CvRatioSpecs
{
    /// <summary>SciPy: <c>bootstrap</c> with method BCa and 100,000 replicates, paired and not. Ends vary with the random numbers by a few per cent.</summary>
    [Fact]
    public void Xens_values_scatter_more_than_natives_by_a_factor_that_is_hardly_known()
    {
        var blocked = CvRatio.OverBlocks(Golden.Xen, Golden.Native)!.Value;
        Assert.Equal(1.126288 / .0882049, blocked.Value, 1e-4);
        Assert.InRange(blocked.Interval!.Value.Low / 3.605, .96, 1.04);
        Assert.InRange(blocked.Interval!.Value.High / 33.35, .94, 1.06);

        var apart = CvRatio.OverSamples(Golden.Xen, Golden.Native)!.Value;
        Assert.InRange(apart.Interval!.Value.Low / 4.196, .95, 1.05);
        Assert.InRange(apart.Interval!.Value.High / 36.3, .92, 1.08);
    }

    [Fact]
    public void Without_spread_or_values_there_is_no_ratio()
    {
        Assert.Null(CvRatio.OverBlocks([1, 2, 3], [2, 2, 2]));
        Assert.Null(CvRatio.OverBlocks([], []));
        Assert.Null(CvRatio.OverSamples([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => CvRatio.OverBlocks([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => CvRatio.OverSamples([1, double.NaN], [1, 2]));
    }
}
