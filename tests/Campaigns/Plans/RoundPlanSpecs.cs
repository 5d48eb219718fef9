using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class RoundPlanSpecs
{
    private static readonly string[] Levels = ["", "concurrency: 1\n", "concurrency: [1, 2]\n"];

    private const string Head = "name: p\nprotocols: { tcp: { sizes: [1 B, 2 B] } }\nplatforms: [native, bridge]\nrepetitions: 4\n";

    [Fact]
    public void All_pairs_of_eight_hosts_take_seven_rounds_of_four_in_each_repetition()
    {
        var plan = Planner.Plan(Some.Spec(Head + "lab: { hosts: 8 }\npairs: all\n"));
        Assert.Equal(28, plan.Spec.Pairs.Count);
        Assert.Equal(4 * 7, plan.RoundCount);
        Assert.All(plan.Blocks.GroupBy(b => b.Round), round => Assert.Equal(8, round.SelectMany(b => new[] { b.Pair.Initiator, b.Pair.Responder }).Distinct().Count()));
        Assert.All(plan.Blocks.GroupBy(b => b.Repetition), blocks => Assert.Equal(28, blocks.Select(b => b.Pair).Distinct().Count()));
    }

    [Theory]
    [InlineData("disjoint", 6, "h1:h2 h3:h4 h5:h6")]
    [InlineData("ring", 4, "h1:h2 h2:h3 h3:h4 h4:h1")]
    [InlineData("ring", 2, "h1:h2")]
    [InlineData("all", 4, "h1:h4 h2:h3 h1:h3 h2:h4 h1:h2 h3:h4")]
    public void A_pattern_stands_for_its_pairs(string pattern, int hosts, string pairs) =>
        Assert.Equal(pairs, string.Join(' ', Some.Spec($"{Head}lab: {{ hosts: {hosts} }}\npairs: {pattern}\n").Pairs));

    [Fact]
    public void A_level_holds_every_pair_in_every_repetition_and_its_rounds_have_one_order_of_cells()
    {
        var plan = Planner.Plan(Some.Spec(Head + "lab: { hosts: 8 }\npairs: disjoint\nconcurrency: [1, 2, max]\ntwins: true\nsentinels: true\n"));
        Assert.Equal([1, 2, 4], plan.Spec.Concurrency!);
        Assert.Equal(4 * (4 + 2 + 1), plan.RoundCount);
        foreach (var round in plan.Blocks.GroupBy(b => b.Round))
        {
            Assert.Equal(round.First().Concurrency, round.Count());
            Assert.All(round, block => Assert.Equal(round.First().Trials.Select(t => t.Cell), block.Trials.Select(t => t.Cell)));
        }

        Assert.All(plan.Blocks.GroupBy(b => (b.Repetition, b.Concurrency)), blocks => Assert.Equal(plan.Spec.Pairs.Order(ByText), blocks.Select(b => b.Pair).Order(ByText)));
        Assert.All(plan.Cells, cell => Assert.Equal(plan.Blocks.Sum(b => b.Trials.Count(t => t.Cell == cell)), plan.Planned(cell, 4)));
        Assert.Equal(plan.TrialCount, plan.Cells.Sum(cell => plan.Planned(cell, 4)));
        Assert.Equal(Enumerable.Range(1, plan.TrialCount), plan.Blocks.SelectMany(b => b.Trials).Select(t => t.Number));
        Assert.Equal(plan.TrialCount / 2, plan.LastTrialOf(2));
        var together = plan.Blocks.Where(b => b.Concurrency == 2).GroupBy(b => b.Repetition).Select(rep => string.Join('/', rep.Select(b => b.Pair.Initiator)));
        Assert.True(together.Distinct().Count() > 1, "The same pairs are together in every repetition.");
    }

    [Fact]
    public void A_round_that_does_not_come_out_even_is_filled_up_with_pairs_that_are_measured_once_more()
    {
        var plan = Planner.Plan(Some.Spec(Head + "lab: { hosts: 6 }\npairs: disjoint\nconcurrency: [1, 2]\n"));
        Assert.All(plan.Blocks.GroupBy(b => b.Round), round => Assert.Equal(round.First().Concurrency, round.Count()));
        Assert.Equal(4 * (3 + 4), plan.Blocks.Count);
        Assert.Equal(4 * 4, plan.Planned(plan.Cells.First(cell => cell.Concurrency == 2), 4));
    }

    [Fact]
    public void What_a_plan_writes_out_is_read_back_as_the_same_plan()
    {
        foreach (var file in new[] { "lab: { hosts: 6 }\npairs: all\nconcurrency: [max, 1]\n", "lab: { hosts: 7 }\npairs: ring\n", "hosts: [db-1, web-2, cache]\npairs: all\n" })
        {
            var plan = Planner.Plan(Some.Spec(Head + file));
            var again = Planner.Plan(Some.Spec(CampaignText.Yaml(plan.Spec)));
            Assert.Equal(plan.Hash, again.Hash);
            Assert.Equal(plan.Blocks.Select(b => (b.Round, b.Pair)), again.Blocks.Select(b => (b.Round, b.Pair)));
        }
    }

    [Theory]
    [InlineData("lab: { hosts: 5 }\npairs: disjoint\n", "6:8: disjoint pairs of 5 hosts leave h5 alone; take an even number of hosts")]
    [InlineData("lab: { hosts: 50 }\n", "5:15: lab.hosts must be a whole number from 2 to 49, not '50'")]
    [InlineData("lab: { hosts: 4 }\npairs: disjoint\nconcurrency: [1, 3]\n", "7:18: 3 of these 2 pairs cannot be at work at once without sharing a host: with h1 and h2 among them it is 2 at most; write 'max', or more pairs")]
    [InlineData("lab: { hosts: 4 }\npairs: [[h1, h2], [h2, h3], [h3, h4]]\nconcurrency: 2\n", "7:14: 2 of these 3 pairs cannot be at work at once without sharing a host: with h2 and h3 among them it is 1 at most; write 'max', or more pairs")]
    [InlineData("concurrency: [two]\n", "5:15: a level of concurrency must be a whole number from 1 to 10,000, not 'two'")]
    [InlineData("hosts: [a]\n", "5:8: a campaign takes 2 to 500 hosts, not 1; name others")]
    [InlineData("hosts: [a, b]\nlab: { hosts: 3 }\n", "6:15: the file names 2 hosts, and lab.hosts says 3; take one of the two away")]
    [InlineData("hosts: [alpha, beta]\npairs: [[alpha, bet]]\n", "6:17: there is no host 'bet' in this campaign; did you mean 'beta'?")]
    [InlineData("hosts: [a, B]\n", "5:12: the host 'B' does not do; take up to 63 of a-z, 0-9 and '-', not first a '-'")]
    public void What_cannot_be_is_refused_at_its_place(string file, string refusal) => Assert.Equal("c.yaml:" + refusal, Some.Refusal(Head + file));

    [Fact]
    public void Alone_and_together_are_other_plans_than_without() => Assert.Equal(
        3,
        Levels.Select(levels => Some.Hash($"{Head}lab: {{ hosts: 4 }}\npairs: disjoint\n{levels}")).Distinct().Count());

    private static Comparer<PairId> ByText => Comparer<PairId>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
}
