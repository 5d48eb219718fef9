using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Scheduling;

public sealed class SharedLinkSpecs
{
    private const string Head = "name: p\nprotocols: { tcp: { sizes: [1 B] } }\nrepetitions: 2\nhosts: [a, b, c, d]\n";

    private static readonly Gen<(PairId[] Pairs, SharedLink[] Links)> Any =
        from edges in Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).Where(edge => edge.Item1 < edge.Item2).List[1, 20]
        from behind in Gen.Int[1, 9].List[1, 5].Array[1, 3]
        select (
            edges.Distinct().Select(edge => new PairId($"h{edge.Item1}", $"h{edge.Item2}")).ToArray(),
            behind.Select((hosts, i) => new SharedLink($"l{i}", [.. hosts.Distinct().Select(host => $"h{host}")])).ToArray());

    [Theory]
    [InlineData("a", "c", true)]
    [InlineData("c", "b", true)]
    [InlineData("a", "b", false)]
    [InlineData("c", "d", false)]
    public void A_link_carries_the_pairs_with_one_end_behind_it(string initiator, string responder, bool carries) =>
        Assert.Equal(carries, new SharedLink("rack", ["a", "b"]).Carries(new PairId(initiator, responder)));

    [Fact]
    public void No_two_pairs_of_a_round_share_a_host_or_a_link_and_every_pair_is_in_one() => Any.Sample(
        any =>
        {
            var (pairs, links) = any;
            var rounds = IsolatedRounds.Of(pairs, links);
            Assert.Equal(Enumerable.Range(0, pairs.Length), rounds.SelectMany(round => round).Order());
            Assert.All(rounds, round => Alone(round, pairs, links));
            var levels = new LevelRounds(pairs, links);
            for (var k = 1; k <= levels.Most; k++) Assert.All(levels.Rounds(k, new PlanRandom(1, k)), round => Alone(round, pairs, links));
        },
        seed: Some.Seed,
        iter: 300);

    [Fact]
    public void Two_pairs_over_one_uplink_take_a_round_each_and_two_racks_each_their_own()
    {
        Assert.Equal(2, Rounds("pairs: [[a, c], [b, d]]\nlinks: { up: [a, b] }\n"));
        Assert.Equal(1, Rounds("pairs: [[a, b], [c, d]]\nlinks: { one: [a, b], other: [c, d] }\n"));
        Assert.Equal(1, Rounds("pairs: [[a, c], [b, d]]\n"));
        // A link that binds nobody leaves the rounds as they are.
        Assert.Equal(3, Rounds("pairs: all\n"));
        Assert.Equal(3, Rounds("pairs: all\nlinks: { up: [a] }\n"));
        Assert.Equal(5, Rounds("pairs: all\nlinks: { up: [a, b] }\n"));
    }

    [Fact]
    public void Links_are_part_of_the_plan_and_written_out_with_it()
    {
        var plan = Planner.Plan(Some.Spec(Head + "pairs: all\nlinks: { up: [b, a], down: [d] }\n"));
        var again = Planner.Plan(Some.Spec(CampaignText.Yaml(plan.Spec)));
        Assert.Equal(plan.Hash, again.Hash);
        Assert.Contains("\nlinks up=b,a down=d\n", PlanHash.CanonicalText(plan.Spec), StringComparison.Ordinal);
        Assert.NotEqual(plan.Hash, Some.Hash(Head + "pairs: all\n"));
    }

    [Fact]
    public void A_declared_link_carries_what_its_pairs_do()
    {
        var load = LinkLoad.Of(Planner.Plan(Some.Spec(Head + "pairs: [[a, c], [b, d], [a, b]]\nlinks: { up: [a, b] }\n")));
        Assert.Equal([("a", 4), ("c", 2), ("b", 4), ("d", 2), ("up", 4)], load.Select(link => (link.Name, link.Blocks)));
        Assert.Equal(load[0].Bytes, load[^1].Bytes);
        Assert.Null(load[^1].Utilisation);
    }

    [Theory]
    [InlineData("pairs: all\nlinks: { up: [a, e] }\n", "6:18: there is no host 'e' in this campaign; choose from: a, b, c, d")]
    [InlineData("links: { up: [a, a] }\n", "5:18: the host 'a' stands twice behind the link 'up'; take one of the two away")]
    [InlineData("links: { up: [a, b, c, d] }\n", "5:14: all hosts stand behind the link 'up', so nothing goes over it; name those on one side of it")]
    [InlineData("links: { Up: [a] }\n", "5:10: the link 'Up' does not do; take up to 40 of a-z, 0-9 and '-', not first a '-'")]
    [InlineData("links: [a]\n", "5:8: links takes keys with values; write it as 'links: { key: value }'")]
    [InlineData("pairs: [[a, c], [b, d]]\nlinks: { up: [a, b] }\nconcurrency: 2\n", "7:14: 2 of these 2 pairs cannot be at work at once without sharing a host or a link: with a and c among them it is 1 at most; write 'max', or more pairs")]
    public void What_cannot_be_is_refused_at_its_place(string file, string refusal) => Assert.Equal("c.yaml:" + refusal, Some.Refusal(Head + file));

    [Theory]
    [InlineData("1KB", "lab: { rate: 100 Mbit/s }\n", "override --max-bytes-per-link: the link of host 'a' may carry ")]
    [InlineData("1KB", "lab: { rate: none }\n", "override --max-bytes-per-link: the wire has no rate, so nobody can say what a link will carry; give lab.rate or take the flag away")]
    [InlineData("much", "", "override --max-bytes-per-link: 'much' is not a size; write a number and a unit, such as '64 KiB'")]
    public void A_campaign_that_may_send_too_much_is_refused(string size, string lab, string refusal)
    {
        var plan = Planner.Plan(Some.Spec("name: p\nprotocols: { tcp: { sizes: [1 B] } }\nhosts: [a, b, c, d]\n" + lab));
        Assert.StartsWith(refusal, Assert.Throws<CampaignFileException>(() => LinkBudget.Check(plan, size)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_campaign_within_its_budget_passes() => LinkBudget.Check(Planner.Plan(Some.Spec(Head)), "10 GB");

    private static int Rounds(string file) => Planner.Plan(Some.Spec(Head + file)).RoundCount / 2;

    private static void Alone(int[] round, PairId[] pairs, SharedLink[] links)
    {
        Assert.Equal(2 * round.Length, round.SelectMany(pair => new[] { pairs[pair].Initiator, pairs[pair].Responder }).Distinct().Count());
        Assert.All(links, link => Assert.True(round.Count(pair => link.Carries(pairs[pair])) < 2, $"{link.Name} is shared."));
    }
}
