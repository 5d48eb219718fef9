using ActorBench.Statistics.Distributions;

namespace ActorBench.Statistics.Tests.Distributions;

public sealed class RankDistributionsSpecs
{
    /// <summary>R: <c>qwilcox(.025, n, m)</c>. Beyond 400 values the normal approximation may be a rank or two off.</summary>
    [Theory]
    [InlineData(10, 10, 24, 0)]
    [InlineData(50, 50, 966, 0)]
    [InlineData(250, 200, 22314, 1)]
    public void Ranks_of_two_samples_are_those_of_R(int n, int m, int rank, int off) => Assert.InRange(RankSums.LowerRank(n, m, .05), rank - off, rank + off);

    /// <summary>R: <c>qsignrank(.025, n)</c>.</summary>
    [Theory]
    [InlineData(10, 9, 0)]
    [InlineData(60, 649, 0)]
    [InlineData(450, 45329, 2)]
    public void Ranks_of_one_sample_are_those_of_R(int n, int rank, int off) => Assert.InRange(SignedRanks.LowerRank(n, .05), rank - off, rank + off);

    /// <summary>R: <c>pwilcox(30, 8, 12)</c>, <c>psignrank(40, 15)</c>.</summary>
    [Fact]
    public void Tails_are_those_of_R()
    {
        Printed.Close(.0906723823132, RankSums.Cumulative(8, 12)[30], 13);
        Printed.Close(.0906723823132, RankSums.Cumulative(12, 8)[30], 13);
        Printed.Close(.138427734375, SignedRanks.Cumulative(15)[40], 13);
    }

    [Fact]
    public void U_has_the_distribution_that_counting_all_orders_gives()
    {
        foreach (var (n, m) in new[] { (1, 1), (1, 4), (3, 3), (4, 3), (2, 6), (5, 5) })
        {
            var counts = new int[(n * m) + 1];
            // A bit says from which sample the value of that rank is.
            var orders = Enumerable.Range(0, 1 << (n + m)).Where(order => int.PopCount(order) == n).ToArray();
            foreach (var order in orders)
                counts[Enumerable.Range(0, n + m).Where(rank => (order >> rank & 1) == 1).Sum(rank => int.PopCount(~order & ((1 << rank) - 1)))]++;

            var cumulative = RankSums.Cumulative(n, m);
            Assert.Equal((n * m) + 1, cumulative.Length);
            for (var u = 0; u <= n * m; u++) Assert.Equal((double)counts.Take(u + 1).Sum() / orders.Length, cumulative[u], 1e-14);
        }
    }

    [Fact]
    public void W_has_the_distribution_that_counting_all_signs_gives()
    {
        foreach (var n in Enumerable.Range(1, 10))
        {
            var counts = new int[(n * (n + 1) / 2) + 1];
            for (var signs = 0; signs < 1 << n; signs++) counts[Enumerable.Range(0, n).Where(i => (signs >> i & 1) == 1).Sum(i => i + 1)]++;

            var cumulative = SignedRanks.Cumulative(n);
            for (var w = 0; w < counts.Length; w++) Assert.Equal((double)counts.Take(w + 1).Sum() / (1 << n), cumulative[w], 1e-14);
        }
    }

    /// <summary>The counts of 200 and 200 reach 10^119; the mean of U is known.</summary>
    [Fact]
    public void Large_samples_lose_no_digits()
    {
        var cumulative = RankSums.Cumulative(200, 200);

        Assert.Equal(1, cumulative[^1], 1e-12);
        Assert.Equal(RankSums.Mean(200, 200), cumulative.Take(cumulative.Length - 1).Sum(below => 1 - below), 1e-6);
        Assert.Equal(SignedRanks.Mean(400), SignedRanks.Cumulative(400).SkipLast(1).Sum(below => 1 - below), 1e-6);
    }
}
