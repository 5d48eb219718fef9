using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Reports.Thresholds;
using ActorBench.Statistics.Analysis;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class ThresholdCheckSpecs
{
    private static readonly Cell Native = new("native", Protocol.Tcp, "small", 1024, 1024);
    private static readonly Cell Bridge = Native with { Platform = "bridge" };
    private static readonly Cell Udp = Native with { Protocol = Protocol.Udp };

    /// <summary>Ten rates about 90 and 85.5: CV 0.94 % [0.65, 1.72], overhead 5.0 % with an interval about it.</summary>
    [Theory]
    [InlineData("cv(native, tcp)", "< 2 %", true)]
    [InlineData("cv(native, tcp)", "< 1.5 %", false)] // the estimate is below, the interval's end is not
    [InlineData("cv(native, tcp)", "> 0.5 %", true)]
    [InlineData("rate(native, tcp small 1 KiB)", "> 89 Mbit/s", true)]
    [InlineData("rate(native, tcp small 1 KiB)", "> 89.9 Mbit/s", false)]
    [InlineData("rate(native, tcp small 1 KiB)", "< 91 Mbit/s", true)]
    [InlineData("overhead(bridge)", "< 7 %", true)]
    [InlineData("overhead(bridge)", "< 5.1 %", false)]
    [InlineData("ratio(bridge/native)", "> 0.93", true)]
    [InlineData("ratio(bridge/native)", ">= 0.95", false)]
    [InlineData("p50(native, tcp)", "<= 78.001 us", true)]
    [InlineData("p99(native, tcp)", "< 100 us", false)]
    public void The_unfavourable_end_of_the_interval_must_hold(string name, string condition, bool passed)
    {
        var outcome = Check(name, condition, (Native, Synthetic.Calm()), (Bridge, Synthetic.Calm(85.5).Reverse().ToArray()));

        Assert.Equal($"{name} {condition}", outcome.Threshold);
        Assert.True(passed == outcome.Passed, outcome.Evidence);
        Assert.Contains("n = 10", outcome.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cv(native, tcp)", "< 99 %", "native tcp 1 KiB: 0.80 % from 5 trials proves nothing, need ≥ 6")]
    [InlineData("ratio(bridge)", "> 0.1", "bridge tcp 1 KiB: 0.9500 from 5 common blocks proves nothing, need ≥ 6")]
    public void Few_runs_prove_nothing(string name, string condition, string evidence)
    {
        var outcome = Check(name, condition, (Native, Synthetic.Calm()[..5]), (Bridge, Synthetic.Calm(85.5)[..5]));

        Assert.False(outcome.Passed);
        Assert.Equal(evidence, outcome.Evidence);
    }

    [Fact]
    public void One_cell_that_fails_fails_them_all_and_is_the_one_that_is_named()
    {
        var other = Native with { RequestBytes = 2048, ResponseBytes = 2048 };
        var outcome = Check("cv(native, tcp)", "< 2 %", (Native, Synthetic.Calm()), (other, Synthetic.Calm(90, 0.05)));

        Assert.False(outcome.Passed);
        Assert.StartsWith("native tcp 2 KiB: ", outcome.Evidence, StringComparison.Ordinal);
        Assert.EndsWith("; 1 of 2 cells fail", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_is_a_share_of_the_exchanges_also_of_trials_that_lost_all()
    {
        var trials = Synthetic.Trials((Udp, Synthetic.Calm())).ToList();
        Assert.True(Loss("< 0.1 %").Passed);

        trials[0] = trials[0].Counting(counters => new ExchangeCounters(0, 0, 0, counters.ElapsedNs, Lost: 10));
        var outcome = Loss("< 50 %");
        Assert.True(outcome.Passed, outcome.Evidence);
        Assert.StartsWith("native udp 1 KiB: 10 % [", outcome.Evidence, StringComparison.Ordinal);
        Assert.False(Loss("< 20 %").Passed);

        ThresholdOutcome Loss(string condition) => Assert.Single(ThresholdCheck.Of(
            Stored.Spec("name: x\nprotocols: { udp: { sizes: { small: [1 KiB] } } }\nthresholds: { \"loss(native, udp)\": \"" + condition + "\" }\n"),
            CampaignAnalysis.Of(Synthetic.Input(trials))));
    }

    [Fact]
    public void A_platform_that_was_not_measured_passes_nothing()
    {
        ThresholdOutcome outcome = Assert.Single(ThresholdCheck.Of(
            Spec("rate(bridge, tcp)", "> 1 Mbit/s"), CampaignAnalysis.Of(Synthetic.Input([Some.Unsupported(1, Bridge)]))));
        Assert.False(outcome.Passed);
        Assert.Equal("bridge tcp 1 KiB: unsupported, bridge needs root or user namespaces", outcome.Evidence);
    }

    [Fact]
    public void Lines_are_a_mark_and_the_evidence() => Assert.Equal(
        ["Thresholds", "  ✓ a < 1", "    why", "  ✗ b < 2", "    why not"],
        ThresholdLines.Of([new ThresholdOutcome("a < 1", true, "why"), new ThresholdOutcome("b < 2", false, "why not")]));

    private static ThresholdOutcome Check(string name, string condition, params (Cell, double[])[] cells) =>
        Assert.Single(ThresholdCheck.Of(Spec(name, condition), Synthetic.Analysis(cells)));

    private static Campaigns.Plans.CampaignSpec Spec(string name, string condition) => Stored.Spec(
        $"name: x\nplatforms: [native, bridge]\nprotocols: {{ tcp: {{ sizes: {{ small: [1 KiB, 2 KiB] }} }} }}\nthresholds: {{ \"{name}\": \"{condition}\" }}\n");
}
