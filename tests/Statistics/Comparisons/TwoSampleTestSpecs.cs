using ActorBench.Statistics.Comparisons;
using CsCheck;

namespace ActorBench.Statistics.Tests.Comparisons;

public sealed class TwoSampleTestSpecs
{
    /// <summary>G-15.</summary>
    [Fact]
    public void Xen_lies_below_native_in_every_pair()
    {
        var test = MannWhitney.Test(Golden.Xen, Golden.Native)!.Value;

        Assert.Equal((0.0, true, -1.0), (test.U, test.Exact, test.CliffsDelta));
        Printed.Close(1.0825088e-5, test.PValue, 12);
    }

    /// <summary>G-16: with ties the normal approximation, corrected for them and for continuity.</summary>
    [Fact]
    public void OpenVZ_ties_with_native_once()
    {
        var test = MannWhitney.Test(Golden.OpenVz, Golden.Native)!.Value;

        Assert.Equal((3.5, false), (test.U, test.Exact));
        Printed.Close(-.93, test.CliffsDelta, 12);
        Printed.Close(5.0407582e-4, test.PValue, 11);
    }

    /// <summary>G-15; the second row from R's <c>t.test</c>.</summary>
    [Theory]
    [InlineData("xen", -19.364232, 9.126201, 1.00697763e-8)]
    [InlineData("openvz", -4.800582, 13.393608, 3.18970491e-4)]
    public void Welchs_test_is_the_golden_one(string platform, double t, double df, double p)
    {
        var test = StudentTests.Welch(Golden.Moments(platform), Golden.Moments("native"))!.Value;

        Printed.Close(t, test.T, 6);
        Printed.Close(df, test.DegreesOfFreedom, 6);
        Assert.Equal(1, test.PValue / p, 1e-7);
    }

    /// <summary>R: <c>wilcox.test</c>, the second with a zero and a tie.</summary>
    [Theory]
    [InlineData(new[] { 1.1, -2, 3, 4, -5, 6, 7 }, 21, .296875)]
    [InlineData(new[] { 1.0, -2, 3, 3, -5, 6, 7, 0 }, 21, .27104127961)]
    public void The_signed_rank_test_is_the_one_of_R(double[] differences, double w, double p)
    {
        var test = SignedRank.Test(differences)!.Value;

        Assert.Equal(w, test.Statistic);
        Printed.Close(p, test.PValue, 11);
    }

    [Fact]
    public void Exact_p_is_the_share_of_all_splits_at_least_as_uneven() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 5], Gen.Double[0, 1].Array[1, 5]).Sample((x, y) =>
        {
            double[] all = [.. x, .. y];
            if (all.Distinct().Count() < all.Length) return true;
            var us = Enumerable.Range(0, 1 << all.Length)
                .Where(split => int.PopCount(split) == x.Length)
                .Select(split => U([.. all.Where((_, i) => (split >> i & 1) == 1)], [.. all.Where((_, i) => (split >> i & 1) == 0)]))
                .ToArray();
            var mine = Math.Min(U(x, y), U(y, x));
            var p = Math.Min(1, 2.0 * us.Count(u => u <= mine) / us.Length);
            return Math.Abs(p - MannWhitney.Test(x, y)!.Value.PValue) < 1e-12;
        });

    [Fact]
    public void Exchanging_the_samples_mirrors_the_effect() =>
        Gen.Select(Gen.Int[0, 6].Array[1, 12], Gen.Int[0, 6].Array[1, 12]).Sample((a, b) =>
        {
            double[] x = [.. a.Select(i => (double)i)], y = [.. b.Select(i => (double)i)];
            var (one, other) = (MannWhitney.Test(x, y)!.Value, MannWhitney.Test(y, x)!.Value);
            return Math.Abs(one.PValue - other.PValue) < 1e-12
                && Math.Abs(one.CliffsDelta + other.CliffsDelta) < 1e-12
                && Math.Abs(one.CliffsDelta - (x.SelectMany(v => y, (v, w) => (double)Math.Sign(v - w)).Average())) < 1e-12;
        });

    [Fact]
    public void Without_values_there_is_nothing_to_test()
    {
        Assert.Null(MannWhitney.Test([], [1]));
        Assert.Null(SignedRank.Test([]));
        Assert.Null(SignedRank.Test([0, 0]));
        Assert.Null(StudentTests.Welch(RunningMoments.Of([1]), RunningMoments.Of([1, 2])));
        Assert.Null(StudentTests.Paired(RunningMoments.Of([1])));
        Assert.Throws<ArgumentException>(() => MannWhitney.Test([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => SignedRank.Test([double.NaN]));
        Assert.Throws<ArgumentException>(() => StudentTests.Welch(RunningMoments.Of([1, double.NaN]), RunningMoments.Of([1, 2])));
    }

    [Fact]
    public void Values_all_alike_are_no_evidence_and_two_levels_without_spread_are()
    {
        Assert.Equal(1, MannWhitney.Test([2, 2], [2, 2, 2])!.Value.PValue);
        Assert.Equal((0.0, 1.0), (StudentTests.Paired(RunningMoments.Of([0, 0]))!.Value.T, StudentTests.Paired(RunningMoments.Of([0, 0]))!.Value.PValue));
        Assert.Equal(1, StudentTests.Welch(RunningMoments.Of([4, 4]), RunningMoments.Of([4, 4]))!.Value.PValue);
        Assert.Equal((double.PositiveInfinity, 0.0), (StudentTests.Welch(RunningMoments.Of([5, 5]), RunningMoments.Of([4, 4]))!.Value.T, StudentTests.Welch(RunningMoments.Of([5, 5]), RunningMoments.Of([4, 4]))!.Value.PValue));
    }

    private static int U(double[] x, double[] y) => x.Sum(a => y.Count(b => a > b));
}
