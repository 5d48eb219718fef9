using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class PlannerSpecs
{
    private static readonly Gen<CampaignSpec> AnySpec =
        from seed in Gen.ULong
        from tcp in Gen.Int[1, 50 << 20].HashSet[1, 12]
        from udp in Gen.Int[1, 65_507].HashSet[1, 6]
        from platforms in Gen.Int[1, 3]
        from pairs in Gen.Int[1, 3]
        from repetitions in Gen.Int[1, 6]
        from order in Gen.Enum<TrialOrder>()
        select Some.Spec(Some.Smallest) with
        {
            Seed = seed,
            Platforms = [.. new[] { "native", "bridge", "routed" }.Take(platforms)],
            Pairs = [.. Enumerable.Range(0, pairs).Select(i => new PairId($"h{(2 * i) + 1}", $"h{(2 * i) + 2}"))],
            Classes = [new SizeClass(Protocol.Tcp, "all", [.. tcp]), new SizeClass(Protocol.Udp, "all", [.. udp])],
            Repetitions = repetitions,
            Order = order,
        };

    [Fact]
    public void Each_block_holds_each_cell_once_and_keeps_the_platforms_of_a_size_together() => AnySpec.Sample(
        spec =>
        {
            var plan = Planner.Plan(spec);
            var cells = plan.Cells.ToHashSet();
            Assert.Equal(plan.Cells.Count, cells.Count);
            foreach (var block in plan.Blocks)
            {
                Assert.True(cells.SetEquals(block.Trials.Select(trial => trial.Cell)));
                Assert.Equal(cells.Count, block.Trials.Count);
                Assert.All(
                    block.Trials.Chunk(spec.Platforms.Count),
                    group => Assert.Single(group.DistinctBy(trial => (trial.Cell.Protocol, trial.Cell.RequestBytes))));
            }
        },
        seed: Some.Seed,
        iter: 200);

    [Fact]
    public void Trials_are_numbered_from_one_in_the_order_in_which_they_run() => AnySpec.Sample(
        spec =>
        {
            var plan = Planner.Plan(spec);
            var trials = plan.Blocks.SelectMany(block => block.Trials).ToList();
            Assert.Equal(Enumerable.Range(1, plan.TrialCount), trials.Select(trial => trial.Number));
            Assert.All(trials, trial => Assert.Same(trial, plan.Trial(trial.Number)));
            Assert.All(plan.Blocks, block => Assert.All(block.Trials, trial => Assert.Equal((block.Number, block.Pair), (trial.Block, trial.Pair))));
            Assert.Equal(Enumerable.Range(1, plan.Blocks.Count), plan.Blocks.Select(block => block.Number));
        },
        seed: Some.Seed,
        iter: 200);

    [Fact]
    public void Every_pair_has_a_repetition_before_any_has_the_next() => AnySpec.Sample(
        spec => Assert.Equal(
            Enumerable.Range(1, spec.Repetitions).SelectMany(repetition => spec.Pairs.Select(pair => (repetition, pair))),
            Planner.Plan(spec).Blocks.Select(block => (block.Trials[0].Repetition, block.Pair))),
        seed: Some.Seed,
        iter: 100);

    [Theory]
    [InlineData("netperf", 1)]
    [InlineData("both", 2)]
    public void With_both_engines_each_trial_is_two_side_by_side_and_they_take_turns_in_going_first(string engine, int engines)
    {
        var native = Planner.Plan(Some.Spec(Some.Smallest));
        var plan = Planner.Plan(Some.Spec(Some.Smallest, $"engine={engine}"));

        Assert.Equal(engines * native.TrialCount, plan.TrialCount);
        Assert.NotEqual(native.Hash, plan.Hash);
        Assert.Equal(Enumerable.Range(1, plan.TrialCount), plan.Blocks.SelectMany(block => block.Trials).Select(trial => trial.Number));
        foreach (var (block, same) in plan.Blocks.Zip(native.Blocks))
        {
            var pairs = block.Trials.Chunk(engines).ToList();
            Assert.Equal(same.Trials.Select(trial => trial.Cell), pairs.Select(pair => pair[0].Cell with { Engine = Engine.Native }));
            Assert.All(pairs, pair => Assert.Single(pair.Select(trial => trial.Cell with { Engine = Engine.Native }).Distinct()));
            var first = engines == 1 || block.Trials[0].Repetition % 2 == 0 ? Engine.Netperf : Engine.Native;
            Assert.All(pairs, pair => Assert.Equal(first, pair[0].Cell.Engine));
        }

        Assert.Equal(plan.Cells, plan.Cells.Distinct());
        Assert.Equal(engines * native.Cells.Count, plan.Cells.Count);
    }

    [Fact]
    public void Another_seed_gives_another_order_of_the_same_cells()
    {
        var one = Planner.Plan(Some.Shipped("quick.yaml"));
        var other = Planner.Plan(Some.Shipped("quick.yaml", "seed=7"));

        Assert.NotEqual(one.Hash, other.Hash);
        Assert.NotEqual(Some.Order(one.Blocks[0].Trials), Some.Order(other.Blocks[0].Trials));
        Assert.Equal(one.Cells, other.Cells);
        Assert.Equal(Cells(one), Cells(other));

        static IEnumerable<string> Cells(CampaignPlan plan) =>
            plan.Blocks.SelectMany(block => block.Trials).Select(trial => trial.Cell.ToString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Blocks_differ_in_their_order() =>
        Assert.Equal(10, Planner.Plan(Some.Shipped("paper-2007.yaml")).Blocks.Select(block => Some.Order(block.Trials)).Distinct().Count());

    [Fact]
    public void More_repetitions_only_add_blocks() =>
        Assert.Equal(
            Planner.Plan(Some.Shipped("quick.yaml")).Blocks.Select(block => Some.Order(block.Trials)),
            Planner.Plan(Some.Shipped("quick.yaml", "repetitions=9")).Blocks.Take(5).Select(block => Some.Order(block.Trials)));

    [Fact]
    public void Each_platform_comes_first_about_as_often_as_the_others()
    {
        var first = Planner.Plan(Some.Shipped("paper-2007.yaml", "repetitions=100")).Blocks
            .SelectMany(block => block.Trials.Chunk(3)).CountBy(group => group[0].Cell.Platform).ToDictionary();

        // 3,600 groups: 1,200 each, with a standard deviation of 28.
        Assert.All(first.Values, count => Assert.InRange(count, 1_080, 1_320));
    }

    [Fact]
    public void As_written_every_block_runs_in_the_order_of_the_file()
    {
        var plan = Planner.Plan(Some.Spec(Some.Smallest + "\norder: as-written\nrepetitions: 2"));

        Assert.Equal("tcp:1:native tcp:1:bridge tcp:65536:native tcp:65536:bridge", Some.Order(plan.Blocks[0].Trials));
        Assert.Equal(Some.Order(plan.Blocks[0].Trials), Some.Order(plan.Blocks[1].Trials));
    }

    [Fact]
    public void A_response_of_its_own_size_is_in_every_cell() =>
        Assert.All(Planner.Plan(Some.Spec(Some.Smallest, "trial.response=4 KiB")).Cells, cell => Assert.Equal(4096, cell.ResponseBytes));

    [Fact]
    public void The_largest_plan_is_made_and_a_larger_one_refused()
    {
        var spec = Some.Spec("name: large\nprotocols: { tcp: { sizes: 1 .. 100000 +1 } }");

        Assert.Equal(1_000_000, Planner.Plan(spec).TrialCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => Planner.Plan(spec with { Repetitions = int.MaxValue }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    public void A_trial_that_is_not_in_the_plan_is_not_made_up(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Planner.Plan(Some.Spec(Some.Smallest)).Trial(number));

    [Theory]
    [InlineData("trial.exchanges=1000", "lab.rate=none", 40 * ((1000 * (50e-6 + (16 * 32_768.5 / 2e9))) + 0.205))]
    [InlineData("trial.exchanges=1000", "lab.rate=10 Mbit/s", 40 * ((1000 * (50e-6 + (16 * 32_768.5 / 1e7))) + 0.205))]
    [InlineData("trial.duration=2s", "lab.rate=none", 40 * 2.205)]
    public void The_estimate_counts_exchanges_where_they_end_a_trial(string length, string rate, double seconds) =>
        Assert.Equal(5 + seconds, Planner.Plan(Some.Spec(Some.Smallest, length, rate)).Estimate.TotalSeconds, seconds * 1e-9);

    [Fact]
    public void An_estimate_beyond_all_time_is_still_a_time() =>
        Assert.True(Planner.Plan(Some.Spec(Some.Smallest, "trial.exchanges=1000000000", "lab.rate=100 kbit/s")).Estimate.TotalDays > 1e4);
}
