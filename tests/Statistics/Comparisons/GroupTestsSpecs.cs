using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Tests.Comparisons;

/// <summary>Golden numbers G-18.</summary>
public sealed class GroupTestsSpecs
{
    [Fact]
    public void Kruskal_and_Wallis_tell_the_three_platforms_apart()
    {
        var test = GroupTests.KruskalWallis(Golden.Native, Golden.Xen, Golden.OpenVz)!.Value;

        Printed.Close(24.940387, test.Statistic, 6);
        Printed.Close(3.8394e-6, test.PValue, 10);
    }

    [Fact]
    public void Brown_and_Forsythe_tell_the_spreads_apart()
    {
        var test = GroupTests.BrownForsythe(Golden.Native, Golden.Xen)!.Value;

        Printed.Close(8.886151, test.Statistic, 6);
        Printed.Close(.0080100, test.PValue, 7);
    }

    [Fact]
    public void Relative_spreads_do_not_depend_on_the_unit()
    {
        var one = GroupTests.BrownForsytheRelative(Golden.Native, Golden.Xen)!.Value;
        var other = GroupTests.BrownForsytheRelative([.. Golden.Native.Select(x => x / 8)], Golden.Xen)!.Value;

        Assert.Equal(one.Statistic, other.Statistic, 1e-9);
        Assert.NotEqual(one.Statistic, GroupTests.BrownForsythe(Golden.Native, Golden.Xen)!.Value.Statistic, 1e-3);
    }

    [Fact]
    public void Groups_without_values_or_spread_cannot_be_tested()
    {
        Assert.Null(GroupTests.KruskalWallis([1, 2]));
        Assert.Null(GroupTests.KruskalWallis([1, 2], []));
        Assert.Null(GroupTests.KruskalWallis([3, 3], [3]));
        Assert.Null(GroupTests.BrownForsythe([1], [2]));
        Assert.Null(GroupTests.BrownForsythe([1, 1], [2, 2]));
        Assert.Null(GroupTests.BrownForsytheRelative([-1, 0, 1], [2, 3]));
        Assert.Throws<ArgumentException>(() => GroupTests.KruskalWallis([1, double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => GroupTests.BrownForsythe([1, 2], [double.PositiveInfinity]));
    }

    [Fact]
    public void Groups_of_one_distribution_are_told_apart_as_often_as_the_level_says()
    {
        Assert.InRange(Simulated.Share(1000, 9, (ref random) => GroupTests.KruskalWallis(Three(ref random))!.Value.PValue < .05), .03, .065);
        Assert.InRange(Simulated.Share(1000, 10, (ref random) => GroupTests.BrownForsythe(Three(ref random))!.Value.PValue < .05), .02, .065);

        static double[][] Three(ref SeededRandom random) =>
            [Simulated.Normal(ref random, 10), Simulated.Normal(ref random, 10), Simulated.Normal(ref random, 10)];
    }
}
