using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Scheduling;

/// <summary>Rounds of exactly so many pairs at once, in which every pair is measured at least once.</summary>
/// <remarks>
/// Pairs that fill up a round are measured once more: a round of fewer would be another level. Where chance finds no companions
/// for a pair, it takes those that it has in <see cref="Companions"/>, so that whether a level can be had depends on no seed.
/// </remarks>
internal sealed class LevelRounds
{
    /// <summary>A search that has looked at so many sets gives up.</summary>
    private const int SearchBound = 20_000;

    private readonly ConflictGraph _conflicts;
    private readonly IReadOnlyList<int[]> _isolated;
    private readonly int[]?[] _companions;
    private readonly int _bound;
    private readonly int _hosts;
    private readonly Dictionary<(int, int), int>? _complete;

    /// <param name="links">Declared ones; pairs that go over the same one are never in a round together.</param>
    public LevelRounds(IReadOnlyList<PairId> pairs, IReadOnlyList<SharedLink> links)
    {
        var graph = IsolatedRounds.GraphOf(pairs);
        _conflicts = IsolatedRounds.ConflictsOf(pairs, links);
        _isolated = IsolatedRounds.Of(pairs, links);
        _companions = new int[pairs.Count][];
        _hosts = graph.Hosts;
        _bound = Math.Min(pairs.Count, graph.Hosts / 2);
        _complete = graph.IsComplete ? graph.Edges.Select((edge, i) => (edge, i)).ToDictionary(e => PairGraph.Ordered(e.edge), e => e.i) : null;
        // Any set of pairs of a complete graph that cannot grow leaves at most one host alone; with links it may leave more.
        Limiting = graph.IsComplete && !SharedLink.Binds(links, pairs) ? 0 : Enumerable.Range(0, pairs.Count).MinBy(pair => Companions(pair).Length);
        Most = Companions(Limiting).Length;
    }

    /// <summary>As many pairs as can run at once whichever pair is among them.</summary>
    public int Most { get; }

    /// <summary>A pair beside which no more can run than <see cref="Most"/> says.</summary>
    public int Limiting { get; }

    /// <param name="level">1 to <see cref="Most"/>.</param>
    /// <returns>By round, <paramref name="level"/> pairs each, in rising order.</returns>
    public IReadOnlyList<int[]> Rounds(int level, PlanRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Most);
        var order = Shuffled(random);
        var measured = new bool[order.Length];
        var rounds = new List<int[]>();
        foreach (var first in order)
        {
            if (measured[first]) continue;
            var round = level == 1
                ? [first]
                : Search(first, level, [.. order.Where(pair => !measured[pair]), .. order.Where(pair => measured[pair])], SearchBound / 10)
                    ?? Companions(first)[..level];
            foreach (var pair in round) measured[pair] = true;
            rounds.Add([.. round.Order()]);
        }

        int[][] shuffled = [.. rounds];
        random.Shuffle(shuffled.AsSpan());
        return shuffled;
    }

    /// <summary>The pair first, then as many as can run beside it.</summary>
    private int[] Companions(int pair)
    {
        if (_companions[pair] is { } known) return known;
        var best = Greedy(pair);
        while (best.Length < _bound && Search(pair, best.Length + 1, Preferred(pair), SearchBound) is { } more) best = more;
        return _companions[pair] = best;
    }

    /// <summary>The pairs of its own round first.</summary>
    private int[] Preferred(int pair)
    {
        var own = _isolated.First(round => round.Contains(pair));
        return [.. own, .. _isolated.Where(round => round != own).SelectMany(round => round)];
    }

    private int[] Greedy(int pair)
    {
        var set = new List<int> { pair };
        foreach (var other in Preferred(pair).Where(other => other != pair && _conflicts.CanJoin(other, set))) set.Add(other);
        return [.. set];
    }

    /// <returns>Null where there is no such set, or the search has given up.</returns>
    private int[]? Search(int first, int size, int[] preferred, int bound)
    {
        var set = new List<int> { first };
        return Extend(set, size, [.. preferred.Where(pair => pair != first && _conflicts.CanJoin(pair, set))], ref bound) ? [.. set] : null;
    }

    private bool Extend(List<int> set, int size, int[] candidates, ref int bound)
    {
        if (set.Count == size) return true;
        for (var i = 0; candidates.Length - i >= size - set.Count && bound-- > 0; i++)
        {
            set.Add(candidates[i]);
            if (Extend(set, size, [.. candidates[(i + 1)..].Where(pair => _conflicts.CanJoin(pair, set))], ref bound)) return true;
            set.RemoveAt(set.Count - 1);
        }

        return false;
    }

    /// <summary>All pairs of the hosts go round a circle on which the hosts sit at random: a random order of pairs would leave many rounds to fill up.</summary>
    private int[] Shuffled(PlanRandom random)
    {
        if (_complete is null)
        {
            int[] order = [.. Enumerable.Range(0, _conflicts.Count)];
            random.Shuffle(order.AsSpan());
            return order;
        }

        int[] seats = [.. Enumerable.Range(0, _hosts)];
        random.Shuffle(seats.AsSpan());
        return [.. CircleMethod.Rounds(_hosts).SelectMany(round => round).Select(pair => _complete[PairGraph.Ordered((seats[pair.A], seats[pair.B]))])];
    }
}
