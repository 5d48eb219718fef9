namespace ActorBench.Statistics.Comparisons;

internal static class Groups
{
    /// <returns>Whether there are two groups or more, with a value in each.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static bool Comparable(IReadOnlyList<double[]> groups)
    {
        foreach (var group in groups) Sample.RequireFinite(group);
        return groups.Count >= 2 && groups.All(group => group.Length > 0);
    }
}
