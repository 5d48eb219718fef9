namespace ActorBench.Campaigns.Scheduling;

/// <summary>Hosts as nodes from 0, pairs as edges between them; there may be several between the same two.</summary>
public sealed class PairGraph
{
    private readonly int[][] _at;

    public PairGraph(int hosts, IReadOnlyList<(int A, int B)> edges)
    {
        Edges = edges;
        _at = [.. Enumerable.Range(0, hosts).Select(host => Enumerable.Range(0, edges.Count).Where(e => edges[e].A == host || edges[e].B == host).ToArray())];
        MaxDegree = _at.Select(at => at.Length).DefaultIfEmpty().Max();
        IsSimple = edges.Select(Ordered).Distinct().Count() == edges.Count;
    }

    public IReadOnlyList<(int A, int B)> Edges { get; }

    public int Hosts => _at.Length;

    /// <summary>Edges at the host that has most of them.</summary>
    public int MaxDegree { get; }

    /// <summary>No two edges join the same two hosts.</summary>
    public bool IsSimple { get; }

    public bool IsComplete => IsSimple && Hosts >= 2 && Edges.Count == Hosts * (Hosts - 1) / 2;

    /// <summary>Edges at a host.</summary>
    public IReadOnlyList<int> At(int host) => _at[host];

    public int OtherEnd(int edge, int host) => Edges[edge].A == host ? Edges[edge].B : Edges[edge].A;

    public static (int A, int B) Ordered((int A, int B) edge) => edge.A < edge.B ? edge : (edge.B, edge.A);
}
