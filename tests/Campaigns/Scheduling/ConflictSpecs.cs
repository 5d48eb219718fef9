using ActorBench.Campaigns.Scheduling;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Scheduling;

public sealed class ConflictSpecs
{
    private static readonly Resource Uplink = new(ResourceKind.Link, "uplink");
    private static readonly Capacities Gigabit = new(new Dictionary<Resource, long> { [Uplink] = 1000 });

    private static readonly Gen<ConflictGraph> AnyConflicts =
        from items in Gen.Select(Gen.Int[1, 6], Gen.Int[0, 600]).List[1, 30]
        select Graph([.. items.Select(item => (item.Item1, (long?)item.Item2))]);

    [Fact]
    public void A_guest_claims_its_host_so_two_pairs_of_its_guests_never_run_at_once()
    {
        var graph = new ConflictGraph([[Host("h1"), Host("h2")], [Host("h2"), Host("h3")], [Host("h3"), Host("h4")]], Capacities.None);
        Assert.Equal([1], graph.Neighbours(0));
        Assert.True(graph.CanJoin(2, [0]));
        Assert.False(graph.CanJoin(1, [0]));
    }

    [Fact]
    public void A_link_is_overbooked_by_three_that_no_two_overbook()
    {
        var graph = Graph([(1, 400), (2, 400), (3, 400), (4, 200)]);
        Assert.Empty(graph.Neighbours(0));
        Assert.True(graph.CanJoin(1, [0]));
        Assert.False(graph.CanJoin(2, [0, 1]));
        Assert.Equal([0, 0, 1, 0], Dsatur.Colours(graph));
    }

    [Fact]
    public void A_link_without_units_is_one_items_alone()
    {
        var graph = Graph([(1, null), (2, 1)]);
        Assert.Equal([1], graph.Neighbours(0));
        Assert.Equal([[0], [1]], IsolatedRounds.Of(graph));
    }

    [Fact]
    public void What_claims_more_than_there_is_is_refused() =>
        Assert.Contains("Item 1 claims more of Link uplink", Assert.Throws<ArgumentException>(() => Graph([(1, 1), (2, 1001)])).Message, StringComparison.Ordinal);

    [Fact]
    public void No_round_of_any_conflicts_overbooks_anything_and_every_item_runs_once() => AnyConflicts.Sample(
        graph =>
        {
            var rounds = IsolatedRounds.Of(graph);
            Assert.Equal(Enumerable.Range(0, graph.Count), rounds.SelectMany(round => round).Order());
            foreach (var round in rounds)
            {
                for (var i = 0; i < round.Length; i++) Assert.True(graph.CanJoin(round[i], round[..i]));
            }

            Assert.Equal(rounds, IsolatedRounds.Of(graph));
        },
        seed: Some.Seed,
        iter: 500);

    private static Claim Host(string name) => Claim.Exclusive(ResourceKind.Host, name);

    private static ConflictGraph Graph(IReadOnlyList<(int Host, long? Units)> items) =>
        new([.. items.Select(item => (IReadOnlyList<Claim>)[Host($"h{item.Host}"), new Claim(Uplink, item.Units)])], Gigabit);
}
