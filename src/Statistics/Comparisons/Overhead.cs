namespace ActorBench.Statistics.Comparisons;

/// <summary>What a platform costs beside its baseline, in per cent; negative means that it is the better one.</summary>
public static class Overhead
{
    /// <param name="ratio">The platform's to the baseline's.</param>
    /// <returns>100·(1 − ratio) for rates, 100·(ratio − 1) for times, with the interval that follows.</returns>
    public static Estimate Percent(Estimate ratio, Metric metric) =>
        ratio.Map(metric == Metric.Rate ? r => 100 * (1 - r) : r => 100 * (r - 1));
}
