namespace ActorBench.Campaigns.Scheduling;

/// <summary>Colours the edges of a simple graph with at most Δ + 1 colours (Misra and Gries 1992, after Vizing's proof).</summary>
public static class MisraGries
{
    /// <returns>The colour of each edge, from 0.</returns>
    /// <exception cref="ArgumentException">Two edges join the same two hosts.</exception>
    public static IReadOnlyList<int> Colours(PairGraph graph)
    {
        if (!graph.IsSimple) throw new ArgumentException("Two pairs are of the same two hosts.", nameof(graph));
        var colours = new EdgeColours(graph, graph.MaxDegree + 1);
        for (var edge = 0; edge < graph.Edges.Count; edge++) Paint(colours, edge);
        return colours.All;
    }

    private static void Paint(EdgeColours colours, int edge)
    {
        var hub = colours.Graph.Edges[edge].A;
        var fan = Fan(colours, hub, edge);
        var (free, last) = (colours.Free(hub).First(), colours.Free(End(fan[^1])).First());
        if (free != last && !colours.IsFree(hub, last)) colours.Swap(hub, free, last);
        // After the swap the fan may have broken; it is long enough up to the first end that lacks the colour.
        var length = fan.FindIndex(spoke => colours.IsFree(End(spoke), last) && IsFan(colours, hub, fan, fan.IndexOf(spoke))) + 1;
        Rotate(colours, fan, length);
        colours.Paint(fan[length - 1], last);

        int End(int spoke) => colours.Graph.OtherEnd(spoke, hub);
    }

    /// <summary>A fan that can't be made longer: the colour of each edge at the hub is free at the end of the one before.</summary>
    private static List<int> Fan(EdgeColours colours, int hub, int first)
    {
        var fan = new List<int> { first };
        while (true)
        {
            var end = colours.Graph.OtherEnd(fan[^1], hub);
            var next = colours.Graph.At(hub).Cast<int?>().FirstOrDefault(edge =>
                !fan.Contains(edge!.Value) && colours.Of(edge.Value) >= 0 && colours.IsFree(end, colours.Of(edge.Value)));
            if (next is not { } edge) return fan;
            fan.Add(edge);
        }
    }

    private static bool IsFan(EdgeColours colours, int hub, List<int> fan, int last)
    {
        for (var i = 1; i <= last; i++)
        {
            if (!colours.IsFree(colours.Graph.OtherEnd(fan[i - 1], hub), colours.Of(fan[i]))) return false;
        }

        return true;
    }

    /// <summary>Each edge of the fan takes the colour of the next; the last of <paramref name="length"/> is left without one.</summary>
    private static void Rotate(EdgeColours colours, List<int> fan, int length)
    {
        for (var i = 0; i + 1 < length; i++)
        {
            var colour = colours.Of(fan[i + 1]);
            colours.Clear(fan[i + 1]);
            colours.Paint(fan[i], colour);
        }
    }
}
