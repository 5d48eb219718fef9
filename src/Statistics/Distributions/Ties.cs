namespace ActorBench.Statistics.Distributions;

internal static class Ties
{
    /// <returns>Σ(t³ − t) over the groups of t equal values, by which ties lessen the variance of a rank sum; 0 without ties.</returns>
    public static double Term(IEnumerable<double> values) => values
        .GroupBy(value => value)
        .Sum(group => Term(group.Count()));

    private static double Term(double t) => (t * t * t) - t;
}
