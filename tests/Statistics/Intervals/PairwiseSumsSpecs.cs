using ActorBench.Statistics.Intervals;
using CsCheck;

namespace ActorBench.Statistics.Tests.Intervals;

public sealed class PairwiseSumsSpecs
{
    /// <summary>Whole numbers meet each other often, so that there are ties.</summary>
    private static readonly Gen<double[]> Values = Gen.OneOf(Gen.Double[-1e3, 1e3], Gen.Int[-5, 5].Select(whole => (double)whole)).Array[1, 40].Select(values => values.Order().ToArray());

    [Fact]
    public void Within_one_sample_each_rank_is_that_of_the_sorted_sums() => Values.Sample(values =>
    {
        var sums = values.SelectMany((a, i) => values.Skip(i).Select(b => a + b)).Order().ToArray();

        Assert.Equal(sums, All(PairwiseSums.Within(values)));
    });

    [Fact]
    public void Between_two_samples_each_rank_is_that_of_the_sorted_sums() => Gen.Select(Values, Values).Sample((rows, columns) =>
    {
        var sums = rows.SelectMany(a => columns.Select(b => a + b)).Order().ToArray();

        Assert.Equal(sums, All(PairwiseSums.Between(rows, columns)));
    });

    private static double[] All(PairwiseSums sums)
    {
        var all = new double[sums.Count];
        for (var i = 0; i < all.Length; i++) all[i] = sums.At(i + 1);
        return all;
    }
}
