using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Tests.Comparisons;

public sealed class FisherExactSpecs
{
    /// <summary>Sums of hypergeometric probabilities by hand; the first is Fisher's lady with her tea, 34/70.</summary>
    [Theory]
    [InlineData(3, 4, 1, 4, 34 / 70.0)]
    [InlineData(6, 10, 0, 10, 420 / 38_760.0)]
    [InlineData(0, 10, 6, 10, 420 / 38_760.0)]
    [InlineData(0, 10, 0, 30, 1)]
    [InlineData(0, 0, 2, 5, 1)]
    public void It_is_the_sum_of_all_tables_as_rare(int happened, int of, int other, int ofOther, double p) =>
        Assert.Equal(p, FisherExact.PValue(happened, of, other, ofOther), 1e-12);

    [Fact]
    public void A_count_beyond_its_total_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.PValue(3, 2, 0, 2));
}
