using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Scheduling;

public sealed class ColouringSpecs
{
    private static readonly Gen<PairGraph> AnyMultigraph =
        from hosts in Gen.Int[2, 12]
        from edges in Gen.Select(Gen.Int[0, hosts - 1], Gen.Int[0, hosts - 1]).Where(edge => edge.Item1 != edge.Item2).List[1, 40]
        select new PairGraph(hosts, [.. edges.Select(edge => (edge.Item1, edge.Item2))]);

    private static readonly Gen<PairGraph> AnySimpleGraph =
        AnyMultigraph.Select(graph => new PairGraph(graph.Hosts, [.. graph.Edges.DistinctBy(PairGraph.Ordered)]));

    /// <summary>G-20.</summary>
    [Fact]
    public void The_circle_of_six_hosts_gives_the_published_rounds() => Assert.Equal(
        "(05)(14)(23) / (04)(35)(12) / (03)(24)(15) / (02)(13)(45) / (01)(25)(34)",
        string.Join(" / ", CircleMethod.Rounds(6).Select(round => string.Concat(round.Select(pair => $"({pair.A}{pair.B})")))));

    /// <summary>G-20.</summary>
    [Fact]
    public void Seven_hosts_take_seven_rounds_of_three() =>
        Assert.Equal([3, 3, 3, 3, 3, 3, 3], CircleMethod.Rounds(7).Select(round => round.Length));

    [Fact]
    public void A_circle_of_any_size_holds_each_pair_once_and_no_host_twice_in_a_round()
    {
        for (var hosts = 2; hosts <= 49; hosts++)
        {
            var rounds = CircleMethod.Rounds(hosts);
            Assert.Equal(hosts % 2 == 0 ? hosts - 1 : hosts, rounds.Count);
            Assert.Equal(hosts * (hosts - 1) / 2, rounds.SelectMany(round => round).Distinct().Count());
            Assert.Equal(hosts * (hosts - 1) / 2, rounds.Sum(round => round.Length));
            Assert.All(rounds, round => Assert.Equal(2 * round.Length, round.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count()));
        }
    }

    [Fact]
    public void A_simple_graph_takes_at_most_one_colour_more_than_its_largest_degree() => AnySimpleGraph.Sample(
        graph => IsProper(graph, MisraGries.Colours(graph), graph.MaxDegree + 1), seed: Some.Seed, iter: 3000);

    [Fact]
    public void Parallel_pairs_take_at_most_three_halves_of_the_largest_degree() => AnyMultigraph.Sample(
        graph => IsProper(graph, ShannonColours.Colours(graph), Math.Max(1, 3 * graph.MaxDegree / 2)), seed: Some.Seed, iter: 3000);

    /// <summary>Shannon's own example: three hosts with k pairs between any two need all of 3k colours, and Δ is 2k.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Shannons_triangle_takes_every_colour_of_the_bound(int k)
    {
        var edges = Enumerable.Repeat<(int, int)[]>([(0, 1), (1, 2), (2, 0)], k).SelectMany(edge => edge).ToArray();
        Assert.Equal(3 * k, ShannonColours.Colours(new PairGraph(3, edges)).Distinct().Count());
    }

    [Fact]
    public void A_graph_with_parallel_pairs_is_no_simple_graph() =>
        Assert.Throws<ArgumentException>(() => MisraGries.Colours(new PairGraph(2, [(0, 1), (1, 0)])));

    [Fact]
    public void Pairs_of_hosts_run_once_each_in_few_rounds_the_same_at_every_call() => AnyMultigraph.Sample(
        graph =>
        {
            PairId[] pairs = [.. graph.Edges.Select(edge => new PairId($"h{edge.A + 1}", $"h{edge.B + 1}"))];
            var rounds = IsolatedRounds.Of(pairs, []);
            Assert.Equal(Enumerable.Range(0, pairs.Length), rounds.SelectMany(round => round).Order());
            Assert.All(rounds, round => Assert.Equal(2 * round.Length, round.SelectMany(pair => new[] { pairs[pair].Initiator, pairs[pair].Responder }).Distinct().Count()));
            Assert.InRange(rounds.Count, graph.MaxDegree, graph.IsSimple ? graph.MaxDegree + 1 : Math.Max(1, 3 * graph.MaxDegree / 2));
            Assert.Equal(rounds, IsolatedRounds.Of(pairs, []));
        },
        seed: Some.Seed,
        iter: 1000);

    private static bool IsProper(PairGraph graph, IReadOnlyList<int> colours, int most) =>
        colours.All(colour => colour >= 0 && colour < most)
        && Enumerable.Range(0, graph.Hosts).All(host => graph.At(host).Select(edge => colours[edge]).Distinct().Count() == graph.At(host).Count);
}
