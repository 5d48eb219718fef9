using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class ThresholdSpecs
{
    private const string Campaign = """
        name: x
        platforms: [native, bridge]
        protocols:
          tcp: { sizes: { small: [1 B, 512 B], large: [1 MiB] } }
          udp: { sizes: [8 KiB] }
        thresholds:

        """;

    [Theory]
    [InlineData("cv(native, tcp small)", "< 2.5 %", ThresholdMetric.Cv, "native", Protocol.Tcp, "small", null, ThresholdSign.Below, 2.5)]
    [InlineData("cv(native)", "<=1%", ThresholdMetric.Cv, "native", null, null, null, ThresholdSign.AtMost, 1)]
    [InlineData("rate(bridge, tcp large)", "> 0.09 Gbit/s", ThresholdMetric.Rate, "bridge", Protocol.Tcp, "large", null, ThresholdSign.Above, 90)]
    [InlineData("overhead(bridge/native, all)", "< 5 %", ThresholdMetric.Overhead, "bridge", null, null, null, ThresholdSign.Below, 5)]
    [InlineData("ratio(bridge, udp all 8KiB)", ">= 0.95", ThresholdMetric.Ratio, "bridge", Protocol.Udp, "all", 8192, ThresholdSign.AtLeast, 0.95)]
    [InlineData("p99(bridge,tcp 512 B)", "< 1.5 ms", ThresholdMetric.P99, "bridge", Protocol.Tcp, null, 512, ThresholdSign.Below, 1500)]
    [InlineData("p50 ( native , udp )", "< 100 us", ThresholdMetric.P50, "native", Protocol.Udp, null, null, ThresholdSign.Below, 100)]
    [InlineData("loss(native, udp)", "<= 0 %", ThresholdMetric.Loss, "native", Protocol.Udp, null, null, ThresholdSign.AtMost, 0)]
    public void A_threshold_says_what_of_which_cells_must_hold(
        string name, string condition, ThresholdMetric metric, string platform, Protocol? protocol, string? sizeClass, int? bytes, ThresholdSign sign, double limit) =>
        Assert.Equal(new Threshold(name, condition, metric, platform, protocol, sizeClass, bytes, sign, limit), Assert.Single(Some.Spec(Line(name, condition)).Thresholds));

    [Theory]
    [InlineData("cv", "< 1 %", "7:3: 'cv' is not a threshold; write it as 'cv(native, tcp small)' or 'overhead(bridge, all)'")]
    [InlineData("cvv(native)", "< 1 %", "7:3: unknown metric 'cvv'; did you mean 'cv'?")]
    [InlineData("mean(native)", "< 1 %", "7:3: unknown metric 'mean'; choose from: cv, rate, overhead, ratio, p50, p90, p99, loss")]
    [InlineData("cv(brigde, all)", "< 1 %", "7:3: the platform 'brigde' is not measured; did you mean 'bridge'?")]
    [InlineData("cv(routed, all)", "< 1 %", "7:3: the platform 'routed' is not measured; choose from: native, bridge")]
    [InlineData("cv(bridge/native, all)", "< 1 %", "7:3: 'bridge/native' is not one platform; write it as 'cv(bridge, all)'")]
    [InlineData("ratio(bridge/bridge, all)", "< 1", "7:3: a campaign compares with its baseline, not with 'bridge'; write 'bridge/native'")]
    [InlineData("overhead(native, all)", "< 1 %", "7:3: 'native' is the baseline, which costs nothing beside itself; name another platform")]
    [InlineData("cv(native, tpc small)", "< 1 %", "7:3: 'tpc' is no protocol of the campaign; did you mean 'tcp'?")]
    [InlineData("cv(native, tcp smal)", "< 1 %", "7:3: 'smal' is neither a class nor a size of tcp; did you mean 'small'?")]
    [InlineData("cv(native, tcp large 1 B)", "< 1 %", "7:3: 1 B is not measured there; choose from: 1 MiB")]
    [InlineData("cv(native, tcp 5 kb)", "< 1 %", "7:3: 'kb' is not a unit of size; did you mean 'KB' (powers of 1000) or 'KiB' (powers of 1024)?")]
    [InlineData("loss(native, tcp)", "< 1 %", "7:3: only UDP loses exchanges; write it as 'loss(native, udp)'")]
    [InlineData("cv(native)", "2.5 %", "7:17: '2.5 %' is not a condition; write one of < <= > >= and a value, such as '< 2.5 %'")]
    [InlineData("cv(native)", "== 2.5 %", "7:17: '== 2.5 %' is not a condition; write one of < <= > >= and a value, such as '< 2.5 %'")]
    [InlineData("cv(native)", "< 2.5", "7:17: '2.5' has no unit; write one such as '2.5 %'")]
    [InlineData("cv(native)", "< 2.5 ms", "7:17: 'ms' is not a unit of percentage; choose from: %")]
    [InlineData("rate(native)", "> 90 mbps", "7:19: 'mbps' is not a unit of rate; did you mean 'Mbit/s'?")]
    [InlineData("ratio(bridge)", "> 95 %", "7:20: '95 %' is not a ratio; write a bare number such as '0.95'")]
    [InlineData("p99(native)", "< 2", "7:18: '2' has no unit; write one such as '10 s'")]
    public void A_threshold_that_is_none(string name, string condition, string refusal) => Assert.Equal($"c.yaml:{refusal}", Some.Refusal(Line(name, condition)));

    [Fact]
    public void A_flag_that_takes_a_thresholds_platform_away_is_refused_instead_of_passing_it() =>
        Assert.Equal("c.yaml:7:3: the platform 'bridge' is not measured; choose from: native", Some.Refusal(Line("rate(bridge)", "> 1 Mbit/s"), "platforms=native"));

    [Fact]
    public void Twins_and_sentinels_are_never_meant()
    {
        var threshold = Some.Spec(Line("cv(native)", "< 1 %")).Thresholds[0];
        var cell = new Cell("native", Protocol.Tcp, "small", 1, 1);

        Assert.True(threshold.Covers(cell));
        Assert.False(threshold.Covers(cell with { Role = CellRole.Twin }));
        Assert.False(threshold.Covers(cell with { Role = CellRole.Sentinel }));
        Assert.False(threshold.Covers(cell with { Platform = "bridge" }));
    }

    private static string Line(string name, string condition) => $"{Campaign}  \"{name}\": \"{condition}\"\n";
}
