namespace ActorBench.Statistics.Comparisons;

/// <summary>A platform's values as a ratio to the baseline's, with what a verdict needs.</summary>
/// <param name="Ratio">1 means no difference. Its interval has the level asked for.</param>
/// <param name="Narrow">The interval of the two one-sided tests: it misses twice as often, 0.90 beside 0.95 (Schuirmann 1987).</param>
/// <param name="PValue">Two-sided, of the hypothesis that the ratio is 1.</param>
public readonly record struct RatioTest(Estimate Ratio, Interval? Narrow, double? PValue)
{
    /// <summary>For complete blocks, the default: Student's t of the log-ratios.</summary>
    /// <inheritdoc cref="BlockedRatio.StudentT"/>
    public static RatioTest? Blocked(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline, double level = Interval.UsualLevel) => Of(
        BlockedRatio.StudentT(x, baseline, level),
        BlockedRatio.StudentT(x, baseline, NarrowLevel(level)),
        BlockedRatio.LogRatios(x, baseline) is { } ratios ? StudentTests.Paired(RunningMoments.Of(ratios))?.PValue : null);

    /// <summary>For complete blocks with outliers: Hodges and Lehmann's estimate and the signed-rank test of the log-ratios.</summary>
    /// <inheritdoc cref="BlockedRatio.StudentT"/>
    public static RatioTest? BlockedRanks(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline, double level = Interval.UsualLevel) => Of(
        BlockedRatio.HodgesLehmann(x, baseline, level),
        BlockedRatio.HodgesLehmann(x, baseline, NarrowLevel(level)),
        BlockedRatio.LogRatios(x, baseline) is { } ratios ? SignedRank.Test(ratios)?.PValue : null);

    /// <summary>Without blocks: Fieller's interval of the ratio of means, and Welch's test.</summary>
    /// <inheritdoc cref="RatioOfMeans.Fieller"/>
    public static RatioTest? Means(RunningMoments x, RunningMoments baseline, double level = Interval.UsualLevel) => Of(
        RatioOfMeans.Fieller(x, baseline, level),
        RatioOfMeans.Fieller(x, baseline, NarrowLevel(level)),
        StudentTests.Welch(x, baseline)?.PValue);

    /// <summary>Without blocks, with outliers: Hodges and Lehmann's ratio, and Mann and Whitney's test.</summary>
    /// <inheritdoc cref="Intervals.HodgesLehmann.Ratio"/>
    public static RatioTest? Ranks(ReadOnlySpan<double> x, ReadOnlySpan<double> baseline, double level = Interval.UsualLevel) => Of(
        Intervals.HodgesLehmann.Ratio(x, baseline, level),
        Intervals.HodgesLehmann.Ratio(x, baseline, NarrowLevel(level)),
        MannWhitney.Test(x, baseline)?.PValue);

    private static RatioTest? Of(Estimate? ratio, Estimate? narrow, double? pValue) =>
        ratio is { } estimate ? new RatioTest(estimate, narrow?.Interval, pValue) : null;

    private static double NarrowLevel(double level) => 1 - (2 * Sample.MissRate(level));
}
