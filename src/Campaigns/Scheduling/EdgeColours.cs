namespace ActorBench.Campaigns.Scheduling;

/// <summary>A partial edge colouring: no two edges at a host have one colour.</summary>
internal sealed class EdgeColours(PairGraph graph, int colours)
{
    private const int None = -1;

    private readonly int[] _colour = [.. Enumerable.Repeat(None, graph.Edges.Count)];

    // The edge of a colour at a host.
    private readonly int[][] _edge = [.. Enumerable.Range(0, graph.Hosts).Select(_ => Enumerable.Repeat(None, colours).ToArray())];

    public PairGraph Graph => graph;

    public IReadOnlyList<int> All => _colour;

    public int Of(int edge) => _colour[edge];

    /// <returns>Null where no edge at the host has the colour.</returns>
    public int? EdgeAt(int host, int colour) => _edge[host][colour] is >= 0 and var edge ? edge : null;

    public bool IsFree(int host, int colour) => _edge[host][colour] == None;

    public IEnumerable<int> Free(int host) => Enumerable.Range(0, colours).Where(colour => IsFree(host, colour));

    public void Paint(int edge, int colour)
    {
        Clear(edge);
        _colour[edge] = colour;
        _edge[graph.Edges[edge].A][colour] = edge;
        _edge[graph.Edges[edge].B][colour] = edge;
    }

    public void Clear(int edge)
    {
        if (_colour[edge] is >= 0 and var before)
        {
            _edge[graph.Edges[edge].A][before] = None;
            _edge[graph.Edges[edge].B][before] = None;
        }

        _colour[edge] = None;
    }

    /// <summary>Exchanges two colours on the path of edges of these colours that begins at a host where the first of them is free.</summary>
    /// <returns>The host where the path ends.</returns>
    public int Swap(int host, int free, int taken)
    {
        var path = new List<int>();
        var (at, colour) = (host, taken);
        while (EdgeAt(at, colour) is { } edge)
        {
            path.Add(edge);
            at = graph.OtherEnd(edge, at);
            colour = colour == taken ? free : taken;
        }

        int[] colours = [.. path.Select(edge => Of(edge) == taken ? free : taken)];
        foreach (var edge in path) Clear(edge);
        foreach (var (edge, swapped) in path.Zip(colours)) Paint(edge, swapped);
        return at;
    }
}
