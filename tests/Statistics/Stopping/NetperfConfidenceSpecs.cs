using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Tests.Stopping;

public sealed class NetperfConfidenceSpecs
{
    private static readonly float[] Local = [12.5f, 13.1f, 12.9f, 12.7f, 13.3f, 12.6f, 12.8f, 13.0f, 12.4f, 12.55f];
    private static readonly float[] Remote = [33.3f, 35.1f, 34.2f, 30.7f, 33.9f, 33.1f, 36.2f, 33.8f, 31.4f, 32.6f];

    /// <summary>G-3; netperf's table of t has three decimals, so that its widths are off by up to 0.02 %.</summary>
    [Theory]
    [InlineData("native", 99, .181294)]
    [InlineData("xen", 99, 2.314946)]
    [InlineData("openvz", 99, .356135)]
    [InlineData("native", 95, .126196)]
    [InlineData("xen", 95, 1.611396)]
    [InlineData("openvz", 95, .247900)]
    public void Widths_are_the_golden_ones(string platform, int level, double percent) =>
        Assert.InRange(After(Golden.Of(platform), $"{level},5").ResultPercent / percent, .9998, 1.0002);

    /// <summary>G-3.</summary>
    [Fact]
    public void All_platforms_meet_5_per_cent_and_Xen_misses_2()
    {
        Assert.All(["native", "xen", "openvz"], platform => Assert.Null(After(Golden.Of(platform), "99,5").Warning));
        Assert.Null(After(Golden.Native, "99,2").Warning);
        Assert.NotNull(After(Golden.Xen, "99,2").Warning);
    }

    /// <summary>netperf's formulas compiled with gcc 12: the bits of its variable <c>confidence</c> after each iteration.</summary>
    [Fact]
    public void Margins_are_netperfs_to_the_bit()
    {
        ulong[] native =
        [
            0xc024000000000000, 0x3f977dc46840dd63, 0x3fa76916fe41b3fa, 0x3fa718d6ef950623, 0x3fa80f0c1b23739a,
            0x3fa8785cc40b6937, 0x3fa8ac4af15e55cc, 0x3fa85c8970ec3746, 0x3fa88883c2d97671, 0x3fa8abf648042387,
        ];
        ulong[] xen =
        [
            0xc024000000000000, 0xbfe4997d75591aa8, 0xbfbb12bb9571d380, 0xbfc3ff5e659489b1, 0xbfb9396c6a382596,
            0xbfb1a8adc07e4148, 0xbfb1dae75c8a497e, 0xbfabcd220e3ba079, 0xbfab0b2f4c35e13f, 0xbfa6d4d4d578137f,
        ];
        var (withoutCpu, withCpu) = (Rule("10", "99,5"), Rule("10", "95,2.5"));
        for (var i = 0; i < 10; i++)
        {
            withoutCpu = withoutCpu.Add(Golden.Native[i]);
            withCpu = withCpu.Add(Golden.Xen[i], Local[i], Remote[i]);
            Assert.Equal(native[i], BitConverter.DoubleToUInt64Bits(withoutCpu.Margin));
            Assert.Equal(xen[i], BitConverter.DoubleToUInt64Bits(withCpu.Margin));
        }
    }

    [Fact]
    public void Missing_the_target_is_said_in_netperfs_words()
    {
        var rule = Rule("10", "95,2.5");
        for (var i = 0; i < 10; i++) rule = rule.Add(Golden.Xen[i], Local[i], Remote[i]);

        const string expected =
            "!!! WARNING\n" +
            "!!! Desired confidence was not achieved within the specified iterations.\n" +
            "!!! This implies that there was variability in the test environment that\n" +
            "!!! must be investigated before going further.\n" +
            "!!! Confidence intervals: Throughput      : 1.611%\n" +
            "!!!                       Local CPU util  : 3.231%\n" +
            "!!!                       Remote CPU util : 6.959%\n\n";
        Assert.Equal(expected, rule.Warning);
    }

    [Fact]
    public void CPU_use_that_does_not_converge_keeps_it_going_unless_only_the_result_counts()
    {
        var (all, result) = (Rule("10,3", "95,5"), new NetperfConfidence(NetperfOptions.Parse("10,3", "95,5", resultOnly: true)));
        for (var i = 0; i < 6; i++) (all, result) = (all.Add(Golden.Xen[i], Local[i], Remote[i]), result.Add(Golden.Xen[i], Local[i], Remote[i]));

        Assert.True(all.GoesOn);
        Assert.False(result.GoesOn);
        Assert.Equal((6, 88.22667), (all.Iterations, Math.Round(all.MeanResult, 5)));
    }

    [Fact]
    public void It_goes_on_between_its_least_and_its_most_iterations()
    {
        var steady = Rule("10,4", "99,5");
        for (var i = 0; i < 3; i++) steady = steady.Add(94 + (i * .01));
        Assert.True(steady.GoesOn);
        Assert.False(steady.Add(94).GoesOn);

        var wild = Rule("4,3", "99,1");
        for (var i = 0; i < 3; i++) wild = wild.Add(90 + (i * 10));
        Assert.True(wild.GoesOn);
        Assert.Null(wild.Warning);
        Assert.False(wild.Add(90).GoesOn);
        Assert.NotNull(wild.Add(90).Warning);
    }

    /// <summary>Three times 94.03: the mean of squares falls below the square of the mean, and the root of the difference is no number.</summary>
    [Fact]
    public void A_width_that_is_no_number_counts_as_met_as_it_does_there()
    {
        var rule = new NetperfConfidence(NetperfOptions.Parse("10,3", "95,5", resultOnly: true)).Add(94.03).Add(94.03).Add(94.03);

        Assert.True(double.IsNaN(rule.Margin));
        Assert.False(rule.GoesOn);
        Assert.Null(rule.Warning);
        Assert.Equal(.05, Rule("10,3", "95,5").Add(94.03).Add(94.03).Add(94.03).Margin);
    }

    /// <summary><c>netsh.c</c>; the manual says less.</summary>
    [Theory]
    [InlineData(null, null, 1, 1, 0, 0)]
    [InlineData("10,3", null, 3, 10, 99, .05)]
    [InlineData("10", null, 10, 10, 99, .05)]
    [InlineData("2,1", null, 3, 3, 99, .05)]
    [InlineData("100,40", null, 30, 30, 99, .05)]
    [InlineData("5,8", null, 8, 8, 99, .05)]
    [InlineData(",5", null, 5, 5, 99, .05)]
    [InlineData(null, "95,2.5", 3, 10, 95, .025)]
    [InlineData(null, "99,", 3, 10, 99, .05)]
    [InlineData(null, "95", 3, 10, 95, .95)]
    [InlineData("15,5", ",10", 5, 15, 99, .1)]
    [InlineData("15,5", "95,2", 5, 15, 95, .02)]
    public void Options_are_read_and_clamped_as_there(string? iterations, string? confidence, int min, int max, int level, double width) =>
        Assert.Equal(new NetperfOptions(min, max, level, width, false), NetperfOptions.Parse(iterations, confidence));

    [Theory]
    [InlineData("ten", null)]
    [InlineData(null, "90,5")]
    [InlineData(null, ",5")]
    [InlineData(null, "95,x")]
    public void Options_that_netperf_could_not_mean_are_refused(string? iterations, string? confidence) =>
        Assert.Throws<FormatException>(() => NetperfOptions.Parse(iterations, confidence));

    [Fact]
    public void Without_options_it_runs_once_and_says_nothing()
    {
        var rule = new NetperfConfidence(NetperfOptions.Parse(null, null));

        Assert.True(rule.GoesOn);
        Assert.False(rule.Add(94).GoesOn);
        Assert.Null(rule.Add(94).Warning);
    }

    private static NetperfConfidence Rule(string iterations, string confidence) => new(NetperfOptions.Parse(iterations, confidence));

    private static NetperfConfidence After(double[] values, string confidence) =>
        values.Aggregate(Rule("10", confidence), (rule, value) => rule.Add(value));
}
