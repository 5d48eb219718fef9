namespace ActorBench.Campaigns.Scheduling;

/// <summary>Colours the edges of a graph whose hosts may have several edges in common with at most ⌊3Δ/2⌋ colours (Shannon 1949).</summary>
public static class ShannonColours
{
    /// <returns>The colour of each edge, from 0.</returns>
    public static IReadOnlyList<int> Colours(PairGraph graph)
    {
        var colours = new EdgeColours(graph, Math.Max(graph.MaxDegree, 3 * graph.MaxDegree / 2));
        for (var edge = 0; edge < graph.Edges.Count; edge++) Paint(colours, edge);
        return colours.All;
    }

    private static void Paint(EdgeColours colours, int edge)
    {
        var (u, v) = colours.Graph.Edges[edge];
        if (Common(colours, u, v) is { } common)
        {
            colours.Paint(edge, common);
            return;
        }

        // A colour free at u is on an edge from v to w. Counting shows that w has a colour free in common with u or with v.
        var alpha = colours.Free(u).First();
        var spoke = colours.EdgeAt(v, alpha)!.Value;
        var w = colours.Graph.OtherEnd(spoke, v);
        if (Common(colours, w, v) is { } free)
        {
            colours.Paint(spoke, free);
            colours.Paint(edge, alpha);
            return;
        }

        var gamma = Common(colours, w, u)!.Value;
        var delta = colours.Free(v).First();
        if (colours.Swap(v, delta, gamma) != u)
        {
            colours.Paint(edge, gamma);
            return;
        }

        // The path ended at u, so it did not pass w, where gamma is still free; now it is at v too.
        colours.Paint(spoke, gamma);
        colours.Paint(edge, alpha);
    }

    private static int? Common(EdgeColours colours, int a, int b) =>
        colours.Free(a).Where(colour => colours.IsFree(b, colour)).Cast<int?>().FirstOrDefault();
}
