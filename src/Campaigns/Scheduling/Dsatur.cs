namespace ActorBench.Campaigns.Scheduling;

/// <summary>Colours any conflict graph greedily, the item with the most colours around it next (Brélaz 1979). Capacities are kept as well as edges.</summary>
public static class Dsatur
{
    /// <returns>The colour of each item, from 0; without capacities at most one more than the largest number of neighbours.</returns>
    public static IReadOnlyList<int> Colours(ConflictGraph graph)
    {
        int[] colours = [.. Enumerable.Repeat(-1, graph.Count)];
        var seen = Enumerable.Range(0, graph.Count).Select(_ => new HashSet<int>()).ToArray();
        var classes = new List<List<int>>();
        for (var painted = 0; painted < graph.Count; painted++)
        {
            var item = Enumerable.Range(0, graph.Count).Where(i => colours[i] < 0)
                .MaxBy(i => (seen[i].Count, graph.Neighbours(i).Count, -i));
            var colour = classes.FindIndex(members => graph.CanJoin(item, members));
            if (colour < 0)
            {
                colour = classes.Count;
                classes.Add([]);
            }

            classes[colour].Add(item);
            colours[item] = colour;
            foreach (var neighbour in graph.Neighbours(item)) seen[neighbour].Add(colour);
        }

        return colours;
    }
}
