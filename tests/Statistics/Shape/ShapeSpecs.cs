using ActorBench.Statistics.Shape;

namespace ActorBench.Statistics.Tests.Shape;

public sealed class ShapeSpecs
{
    /// <summary>G-18; the digits that SciPy's single precision left out are R's.</summary>
    [Theory]
    [InlineData("native", .8289201863, .03247338)]
    [InlineData("xen", .8980582246, .20857189)]
    [InlineData("openvz", .8429374089, .04784531)]
    public void Normality_of_the_platforms_is_the_golden_one(string platform, double w, double p)
    {
        var test = ShapiroWilk.Test(Golden.Of(platform))!.Value;

        Printed.Close(w, test.Statistic, 9);
        Printed.Close(p, test.PValue, 7);
    }

    /// <summary>R: <c>shapiro.test</c>, around the numbers of values at which the method changes.</summary>
    public static TheoryData<double[], double, double> R => new()
    {
        { [1, 2, 4], .964285714286, .636886845029 },
        { [1, 2, 4, 8.5], .907235242302, .467877056192 },
        { [1, 2, 4, 8, 9, 9.5], .875313996956, .248220990143 },
        { Exponential(11), .8056894315158, .0111775714774 },
        { Exponential(12), .8062687850696, .0110496281233 },
        { [.. Enumerable.Range(1, 25).Select(i => (double)i * i)], .9032484956242, .0216057832204 },
    };

    [Theory]
    [MemberData(nameof(R))]
    public void Normality_is_judged_as_R_judges_it(double[] values, double w, double p)
    {
        var test = ShapiroWilk.Test(values)!.Value;

        Printed.Close(w, test.Statistic, 9);
        Printed.Close(p, test.PValue, 8);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(500)]
    public void Normal_values_fail_as_often_as_the_level_says(int n) =>
        Assert.InRange(Simulated.Share(500, 41, (ref random) => ShapiroWilk.Test(Simulated.Normal(ref random, n, 1e6, 1))!.Value.PValue < .05), .03, .075);

    [Fact]
    public void Normality_of_too_few_too_many_or_equal_values_is_not_judged()
    {
        Assert.Null(ShapiroWilk.Test([]));
        Assert.Null(ShapiroWilk.Test([1, 2]));
        Assert.Null(ShapiroWilk.Test([2, 2, 2, 2]));
        Assert.Null(ShapiroWilk.Test(new double[5001]));
        Assert.Throws<ArgumentException>(() => ShapiroWilk.Test([1, 2, double.NaN]));
    }

    [Fact]
    public void One_level_is_one_hump_and_two_are_two()
    {
        double[] one = [.. Enumerable.Repeat(94.0, 20)], two = [.. Enumerable.Repeat(70.0, 10), .. Enumerable.Repeat(94.0, 10)];
        double[] three = [.. two, .. Enumerable.Repeat(118.0, 10)];

        Assert.Equal(2, MValue.Of(one));
        Assert.Equal(4, MValue.Of(two));
        Assert.Equal(6, MValue.Of([.. three, .. three]));
        Assert.Equal(2.5, MValue.Of([.. Enumerable.Repeat(70.0, 4), .. Enumerable.Repeat(94.0, 16)]));
    }

    [Fact]
    public void Humps_are_sought_in_fifteen_values_or_more()
    {
        Assert.Null(MValue.Of([]));
        Assert.Null(MValue.Of(new double[14]));
        Assert.NotNull(MValue.Of(new double[15]));
        Assert.Throws<ArgumentException>(() => MValue.Of([.. new double[15], double.NaN]));
    }

    [Fact]
    public void One_hump_is_seldom_taken_for_two_and_two_are_found()
    {
        foreach (var n in new[] { 15, 30, 100 })
            Assert.InRange(Simulated.Share(300, 42, (ref random) => MValue.Of(Simulated.Normal(ref random, n, 94, 1)) >= MValue.Bimodal), 0, .03);

        Assert.InRange(Simulated.Share(300, 43, (ref random) => MValue.Of(TwoLevels(ref random, 50)) >= MValue.Bimodal), .8, 1);
        Assert.InRange(Simulated.Share(300, 44, (ref random) => MValue.Of(TwoLevels(ref random, 100)) >= MValue.Bimodal), .95, 1);
    }

    [Fact]
    public void Neither_unit_nor_origin_nor_order_changes_the_humps()
    {
        var random = new SeededRandom(45);
        for (var i = 0; i < 50; i++)
        {
            var values = TwoLevels(ref random, 30);
            Assert.Equal(MValue.Of(values), MValue.Of([.. values.Reverse().Select(x => (x * 4) + 64)]));
        }
    }

    /// <summary>Half the values 6 standard deviations away from the others.</summary>
    private static double[] TwoLevels(ref SeededRandom random, int n) =>
        [.. Simulated.Normal(ref random, n / 2), .. Simulated.Normal(ref random, n - (n / 2), 6)];

    private static double[] Exponential(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Exp(-2 + (4.0 * i / (n - 1))))];
}
