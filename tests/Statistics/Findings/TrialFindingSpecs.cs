using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Findings;

/// <summary>Rules that look at what became of trials. Each fires on data made for it; that all are silent on clean data is in <see cref="FindingSpecs"/>.</summary>
public sealed class TrialFindingSpecs
{
    [Fact]
    public void Fewer_than_six_runs_have_no_interval() =>
        Assert.Equal(["native tcp 1 KiB: 5 trials of 5 planned; need ≥ 6"], Looked.For("FEW_RUNS", Synthetic.Trials((Looked.Native, Synthetic.Calm()[..5]))));

    [Fact]
    public void Six_runs_are_enough() => Assert.Empty(Looked.For("FEW_RUNS", Synthetic.Trials((Looked.Native, Synthetic.Calm()[..6]))));

    [Fact]
    public void A_trial_without_a_rate_is_named_and_in_no_figure()
    {
        var trials = Looked.Calm().ToList();
        trials[1] = trials[1].Counting(counters => counters with { Exchanges = 0, BytesIn = 0, BytesOut = 0 });
        trials[3] = trials[3].Counting(counters => counters with { ElapsedNs = 0 });
        var campaign = Looked.At(trials);

        Assert.Equal(["bridge tcp 1 KiB: 2 of 10 trials; trial 2: 0 exchanges, 0 bytes in 163840000 ns"], Shortened(Looked.For("NO_RATE", campaign)));
        var bridge = campaign.Analysis.Cells.Single(cell => cell.Cell == Looked.Bridge);
        Assert.Equal((8, 8, 2), (bridge.N, bridge.BothMbitS.Length, bridge.WithoutRate.Count));
        Assert.True(double.IsFinite(bridge.Figures.Moments.Mean));
        Assert.Equal(0, bridge.Failed);

        static IEnumerable<string> Shortened(string[] lines) => lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"in \d+ ns", "in 163840000 ns"));
    }

    [Fact]
    public void A_cell_of_trials_without_a_rate_poisons_nothing()
    {
        var campaign = Looked.At(Looked.Calm().Select(trial => trial.Counting(counters => counters with { Exchanges = 0, BytesIn = 0, BytesOut = 0, ElapsedNs = 0 })));

        Assert.Equal(2, Looked.For("NO_RATE", campaign).Length);
        Assert.All(campaign.Analysis.Cells, cell => Assert.Equal((0, null), (cell.N, cell.Figures.Median)));
    }

    [Fact]
    public void A_rate_above_the_wires_is_impossible()
    {
        // 1 KiB takes 1,138 bytes of a 100 Mbit/s wire each way, so that 180 Mbit/s is the most that its sustained rate allows.
        var wire = new WireShape(100_000_000, 3200, 1500);
        var possible = Looked.At(Looked.Calm(170), input => input with { Wire = wire });
        var impossible = Looked.At(Looked.Calm(170, Synthetic.Calm(200)), input => input with { Wire = wire });

        Assert.Empty(Looked.For("IMPOSSIBLE", possible));
        Assert.StartsWith("bridge tcp 1 KiB: 10 of 10 trials; trial 2: 1000 exchanges in ", Assert.Single(Looked.For("IMPOSSIBLE", impossible)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_exchanges_are_counted()
    {
        var cell = Synthetic.Cell(protocol: Protocol.Udp);
        var trials = Synthetic.Trials((cell, Synthetic.Calm())).ToList();
        trials[4] = trials[4].Counting(counters => counters with { Lost = 10, StalledNs = 500_000_000 }).Flagged("lossy");

        Assert.Equal(["native udp 1 KiB: 1 of 10 trials lost 10 of 10010 exchanges (0.0999 %), 0.5 s apart from the rate"], Looked.For("LOSSY", trials));
    }

    [Theory]
    [InlineData(10_000, 240, 0, false)]
    [InlineData(10_000, 260, 0, true)]
    [InlineData(100_000_000, 1_900, 0, false)] // slow exchanges may differ as much
    [InlineData(100_000_000, 2_100, 0, true)]
    [InlineData(10_000, 1, 240, false)]
    [InlineData(10_000, 1, 260, true)]
    public void An_exchange_that_stands_still_is_a_stall(long medianNs, long longestMs, long stalledMs, bool stall)
    {
        var trials = Looked.Calm().ToList();
        trials[0] = trials[0].With(initiator => initiator with
        {
            Latency = initiator.Latency with { P50Ns = medianNs, MaxNs = longestMs * 1_000_000 },
            Counters = initiator.Counters with { StalledNs = stalledMs * 1_000_000 },
        });

        Assert.Equal(stall ? 1 : 0, Looked.For("STALL", trials).Length);
    }

    [Fact]
    public void Invalid_trials_are_told_by_platform_and_reason()
    {
        var trials = Looked.Calm().Select((trial, i) => i is 1 or 3 ? trial.Flagged("invalid:steal", "invalid:clock") : i == 5 ? trial.Flagged("invalid:steal") : trial).ToList();

        Assert.Equal(["bridge: 3 of 10 trials invalid: steal 3, clock 2"], Looked.For("INVALID", trials));
        Assert.Equal(["bridge tcp 1 KiB: 3 of 10 trials invalid: steal 3, clock 2"], Looked.For("UNRELIABLE", trials));
        Assert.Empty(Looked.For("SELECTION_BIAS", trials));
    }

    [Fact]
    public void A_tenth_of_invalid_trials_is_still_an_exception() =>
        Assert.Empty(Looked.For("UNRELIABLE", Looked.Calm().Select((trial, i) => i == 1 ? trial.Flagged("invalid:steal") : trial)));

    [Fact]
    public void Disturbance_that_sticks_to_a_platform_is_told() =>
        // R: fisher.test(matrix(c(6, 4, 0, 10), 2)) gives p = 0.01084.
        Assert.Equal(
            ["bridge: 6 of 10 trials invalid, 0 of 10 on native; p = 0.0108"],
            Looked.For("SELECTION_BIAS", Looked.Calm().Select((trial, i) => i is < 12 && i % 2 == 1 ? trial.Flagged("invalid:steal") : trial)));

    [Fact]
    public void Trials_given_up_and_platforms_that_cannot_run_are_told()
    {
        ITrialEvent[] facts =
        [
            .. Looked.Calm(),
            Some.Quarantined(99) with { Spec = new TrialSpec(99, 11, 11, Some.Pair, Looked.Native) },
            Some.Unsupported(98, Synthetic.Cell("routed")), Some.Unsupported(97, Synthetic.Cell("routed", 2048)),
        ];

        Assert.Equal(["native tcp 1 KiB: 1 of 11 trials given up"], Looked.For("FAILED_TRIALS", facts));
        Assert.Equal(["routed: 2 cells: bridge needs root or user namespaces"], Looked.For("UNSUPPORTED", facts));
        Assert.Empty(Looked.For("FEW_RUNS", facts));
    }

    [Fact]
    public void Blocks_that_were_interrupted_are_told() =>
        Assert.Equal(["campaign: block 3, 7 begun more than once"], Looked.For("SPLIT_BLOCKS", Looked.At(Looked.Calm(), input => input with { SplitBlocks = new HashSet<int> { 7, 3 } })));

    [Fact]
    public void Precision_that_was_not_reached_is_told()
    {
        ComparisonPrecision[] looks =
        [
            new(15, new ComparisonLook(Protocol.Tcp, "all", 1024, 1.25, 2.5, Met: true)),
            new(100, new ComparisonLook(Protocol.Udp, "all", 1, 6.125, null, Met: false)),
        ];
        Assert.Equal(["udp 1 B: mean ±6.13 %, median ±? after 100 repetitions"], Looked.For("PRECISION_NOT_MET", Looked.At(Looked.Calm(), input => input with { Precision = looks })));
    }

    [Fact]
    public void A_machine_that_was_changed_is_told_and_so_is_one_that_is_set_otherwise()
    {
        var campaign = Looked.At(
            Looked.Calm(),
            null,
            Some.Environment("h1", "native", ("cpu.governor", "performance"), ("link.kind", "physical"), ("net.rmem", "1")),
            Some.Environment("h1", "native", ("cpu.governor", "powersave"), ("link.kind", "physical"), ("net.rmem", "1")) with { At = Some.Start.AddHours(1) },
            Some.Environment("h1", "bridge", ("cpu.governor", "performance"), ("link.kind", "veth"), ("net.rmem", "2")));

        Assert.Equal(["h1 native: cpu.governor: performance → powersave"], Looked.For("ENV_CHANGED", campaign));
        Assert.Equal(["h1 bridge: net.rmem: 1 → 2"], Looked.For("ENV_DIFFERS", campaign));
    }
}
