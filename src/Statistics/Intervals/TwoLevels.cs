namespace ActorBench.Statistics.Intervals;

/// <summary>Values repeated at two levels, such as trials within boots: where their variance comes from (Kalibera and Jones 2013).</summary>
/// <param name="Within">T₁², the variance of values within a group.</param>
/// <param name="BetweenMeans">S₂², the variance of the groups' means, which holds a share of that within.</param>
/// <param name="Between">T₂² = S₂² − S₁²/r, the groups' own variance; below zero where chance alone explains their means.</param>
/// <param name="Mean">With an interval from the groups' means alone: values within a group tell nothing about other groups.</param>
public readonly record struct TwoLevels(double Within, double BetweenMeans, double Between, Estimate Mean)
{
    /// <param name="groups">All with the same number of values.</param>
    /// <returns>Null below two groups or below two values in each.</returns>
    /// <exception cref="ArgumentException">Groups differ in size, or a value is NaN or infinite.</exception>
    public static TwoLevels? Of(IReadOnlyList<double[]> groups, double level = Interval.UsualLevel)
    {
        foreach (var group in groups) Sample.RequireFinite(group);
        if (groups.Count < 2 || groups[0].Length < 2) return null;
        var repetitions = groups[0].Length;
        if (groups.Any(group => group.Length != repetitions))
            throw new ArgumentException("Variance components need groups of one size; these differ.", nameof(groups));
        RunningMoments[] moments = [.. groups.Select(group => RunningMoments.Of(group))];
        var means = RunningMoments.Of(moments.Select(group => group.Mean));
        var within = moments.Average(Variance);
        var between = Variance(means);
        return new TwoLevels(within, between, between - (within / repetitions), new Estimate(means.Mean, MeanInterval.Of(means, level)));
    }

    private static double Variance(RunningMoments moments) => moments.SumOfSquaredDeviations / (moments.Count - 1);
}
