using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Scheduling;

/// <summary>Rounds in which pairs run at once without sharing anything, every pair in exactly one, in few rounds.</summary>
public static class IsolatedRounds
{
    /// <summary>Pairs that take their two hosts and the declared links between them.</summary>
    /// <returns>By round, indices into <paramref name="pairs"/>.</returns>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<PairId> pairs, IReadOnlyList<SharedLink> links)
    {
        // Colourings of edges know hosts alone.
        if (SharedLink.Binds(links, pairs)) return Of(ConflictsOf(pairs, links));
        var graph = GraphOf(pairs);
        if (graph.IsComplete) return Circle(graph);
        var exact = graph.IsSimple ? MisraGries.Colours(graph) : ShannonColours.Colours(graph);
        // That one alone has a bound, and this one is often better.
        var general = Dsatur.Colours(ConflictsOf(pairs, []));
        return Classes(general.Max() <= exact.Max() ? general : exact);
    }

    /// <summary>Items that claim whatever they like.</summary>
    /// <returns>By round, items.</returns>
    public static IReadOnlyList<int[]> Of(ConflictGraph conflicts) => Classes(Dsatur.Colours(conflicts));

    internal static ConflictGraph ConflictsOf(IReadOnlyList<PairId> pairs, IReadOnlyList<SharedLink> links) =>
        new([.. pairs.Select(pair => PairClaims.Of(pair, links))], Capacities.None);

    /// <summary>Hosts are numbered by name, so that h2 comes before h10.</summary>
    internal static PairGraph GraphOf(IReadOnlyList<PairId> pairs)
    {
        var hosts = pairs.SelectMany(pair => new[] { pair.Initiator, pair.Responder }).Distinct().OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
            .Select((name, index) => (name, index)).ToDictionary(host => host.name, host => host.index);
        return new PairGraph(hosts.Count, [.. pairs.Select(pair => (hosts[pair.Initiator], hosts[pair.Responder]))]);
    }

    private static int[][] Circle(PairGraph graph)
    {
        var edges = graph.Edges.Select((edge, index) => (edge, index)).ToDictionary(entry => PairGraph.Ordered(entry.edge), entry => entry.index);
        return [.. CircleMethod.Rounds(graph.Hosts).Select(round => round.Select(pair => edges[pair]).ToArray())];
    }

    /// <returns>Items by colour, the colour of the first item first.</returns>
    private static int[][] Classes(IReadOnlyList<int> colours) =>
        [.. colours.Select((colour, item) => (colour, item)).GroupBy(entry => entry.colour, entry => entry.item).Select(items => items.ToArray())];
}
