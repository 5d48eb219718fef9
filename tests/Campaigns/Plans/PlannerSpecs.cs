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
        from twins in Gen.Bool
        from sentinels in Gen.Bool
        select Some.Spec(Some.Smallest) with
        {
            Seed = seed,
            Platforms = [.. new[] { "native", "bridge", "routed" }.Take(platforms)],
            Pairs = [.. Enumerable.Range(0, pairs).Select(i => new PairId($"h{(2 * i) + 1}", $"h{(2 * i) + 2}"))],
            Classes = [new SizeClass(Protocol.Tcp, "all", [.. tcp]), new SizeClass(Protocol.Udp, "all", [.. udp])],
            Repetitions = repetitions,
            Order = order,
            Twins = twins,
            Sentinels = sentinels,
        };

    [Fact]
    public void Each_block_holds_each_cell_once_between_two_sentinels_and_keeps_a_size_together() => AnySpec.Sample(
        spec =>
        {
            var plan = Planner.Plan(spec);
            Assert.Equal(plan.Cells.Count, plan.Cells.Distinct().Count());
            Assert.Equal(spec.Twins ? 2 : 0, plan.Cells.Count(cell => cell.Role == CellRole.Twin));
            Assert.All(plan.Cells.Where(cell => cell.Role != CellRole.Measured), cell => Assert.Equal(spec.Baseline, cell.Platform));
            var sentinels = plan.Cells.Where(cell => cell.Role == CellRole.Sentinel).ToList();
            Assert.Equal(spec.Sentinels ? 1 : 0, sentinels.Count);
            foreach (var block in plan.Blocks)
            {
                var cells = block.Trials.Select(trial => trial.Cell).ToList();
                var compared = sentinels.Count == 0 ? cells : cells[1..^1];
                if (sentinels.Count == 1) Assert.Equal([sentinels[0], sentinels[0]], [cells[0], cells[^1]]);
                Assert.True(plan.Cells.Except(sentinels).ToHashSet().SetEquals(compared));
                Assert.Equal(plan.Cells.Count - sentinels.Count, compared.Count);
                var changes = compared.Zip(compared.Skip(1)).Count(two => Size(two.First) != Size(two.Second));
                Assert.Equal(compared.DistinctBy(Size).Count() - 1, changes);
            }
        },
        seed: Some.Seed,
        iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public void In_a_Williams_square_each_follows_each_equally_often(int n)
    {
        var rows = WilliamsSquare.Rows(n);

        Assert.Equal(n == 1 || n % 2 == 0 ? n : 2 * n, rows.Length);
        Assert.All(rows, row => Assert.Equal(Enumerable.Range(0, n), row.Order()));
        Assert.All(Enumerable.Range(0, n), place => Assert.Single(rows.CountBy(row => row[place]).Select(one => one.Value).Distinct()));
        var successions = rows.SelectMany(row => row.Zip(row.Skip(1))).CountBy(pair => pair).ToDictionary();
        Assert.Equal(n * (n - 1), successions.Count);
        Assert.True(successions.Values.Distinct().Count() <= 1);
    }

    [Fact]
    public void The_squares_of_three_and_four_are_the_ones_in_the_books()
    {
        Assert.Equal("012 120 201 210 021 102", Rows(3));
        Assert.Equal("0132 1203 2310 3021", Rows(4));

        static string Rows(int n) => string.Join(' ', WilliamsSquare.Rows(n).Select(row => string.Concat(row)));
    }

    [Fact]
    public void Every_size_goes_through_its_whole_square_before_an_order_comes_again()
    {
        var plan = Planner.Plan(Some.Shipped("paper-2007.yaml", "repetitions=12"));
        foreach (var half in new[] { 0, 6 })
        {
            var orders = plan.Blocks.Skip(half).Take(6).SelectMany(block => block.Trials)
                .GroupBy(trial => Size(trial.Cell))
                .Select(size => size.GroupBy(trial => trial.Block).Select(block => string.Join(' ', block.Select(trial => trial.Cell.Platform))));
            Assert.All(orders, one => Assert.Equal(6, one.Distinct().Count()));
        }
    }

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
    public void With_both_engines_a_size_has_each_platform_twice_side_by_side_and_each_engine_goes_first_as_often(string engine, int engines)
    {
        var native = Planner.Plan(Some.Spec(Some.Smallest));
        var plan = Planner.Plan(Some.Spec(Some.Smallest, $"engine={engine}"));

        Assert.Equal((engines * native.TrialCount, engines * native.Cells.Count), (plan.TrialCount, plan.Cells.Count));
        Assert.NotEqual(native.Hash, plan.Hash);
        foreach (var size in native.Cells.GroupBy(cell => cell.RequestBytes))
        {
            var runs = plan.Blocks.Select(block => block.Trials.Where(trial => trial.Cell.RequestBytes == size.Key).ToArray()).ToArray();
            Assert.All(runs, run => Assert.Equal((engines * size.Count()) - 1, run[^1].Number - run[0].Number));
            var first = runs.Select(run => run.First(trial => trial.Cell.Platform == "native").Cell.Engine);
            // A Williams square's rows are balanced; ten repetitions of four rows are two rows too many.
            Assert.InRange(first.Count(one => one == Engine.Netperf), plan.Blocks.Count / engines - 1, (plan.Blocks.Count / engines) + 1);
        }
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

    private static (Protocol Protocol, int Bytes) Size(Cell cell) => (cell.Protocol, cell.RequestBytes);

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    public void A_trial_that_is_not_in_the_plan_is_not_made_up(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Planner.Plan(Some.Spec(Some.Smallest)).Trial(number));

    [Theory]
    [InlineData("trial.exchanges=1000", "lab.rate=none", 40 * ((1001 * (50e-6 + (16 * 32_768.5 / 2e9))) + 0.205))]
    [InlineData("trial.exchanges=1000", "lab.rate=10 Mbit/s", 40 * ((1001 * (50e-6 + (16 * 32_768.5 / 1e7))) + 0.205))]
    [InlineData("trial.duration=2s", "lab.rate=none", 40 * 2.205)]
    public void The_estimate_counts_exchanges_where_they_end_a_trial(string length, string rate, double seconds) =>
        // Warm-up and window end with the exchange in flight: a part of the longer one, 105 ms at 10 Mbit/s, twice a trial.
        Assert.InRange(Planner.Plan(Some.Spec(Some.Smallest, length, rate)).Estimate.TotalSeconds, 5 + seconds, 5 + seconds + (40 * 0.15));

    [Fact]
    public void The_estimate_knows_that_no_warm_up_and_no_window_is_shorter_than_an_exchange()
    {
        // 50 MiB there and back at 100 Mbit/s: 8.39 s. One is always made, one is the warm-up, two are in flight within 10 s.
        var plan = Planner.Plan(Some.Spec("name: large\nprotocols: { tcp: { sizes: [50 MiB] } }\nrepetitions: 1\ntrial: { duration: 10 s }"));

        Assert.Equal(5 + 0.005 + (4 * (50e-6 + (16 * 52_428_800 / 1e8))), plan.Estimate.TotalSeconds, 6);
    }

    [Fact]
    public void An_estimate_beyond_all_time_is_still_a_time() =>
        Assert.True(Planner.Plan(Some.Spec(Some.Smallest, "trial.exchanges=1000000000", "lab.rate=100 kbit/s")).Estimate.TotalDays > 1e4);
}
