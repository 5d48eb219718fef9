using ActorBench.Messages.Statistics;

namespace ActorBench.Statistics.Comparisons;

/// <summary>What more of the measured quantity means.</summary>
public enum Metric
{
    /// <summary>More is better: transfer rate, exchanges per second.</summary>
    Rate,

    /// <summary>More is worse: latency, CPU time.</summary>
    Time,
}

public enum Difference
{
    /// <summary>None that the values prove. It may be there all the same.</summary>
    Unproven,
    Slower,
    Faster,
}

/// <summary>What may be said of a platform beside its baseline. Both facts may hold: a difference proven, and too small to matter.</summary>
/// <param name="Equivalent">The ratio is proven to lie within the margin about 1.</param>
/// <param name="AdjustedPValue">Of the difference, adjusted over the family; null where there was nothing to test.</param>
public readonly record struct Verdict(Difference Difference, bool Equivalent, double? AdjustedPValue)
{
    /// <summary>Both facts in one word.</summary>
    public ComparisonVerdict Word => (Difference, Equivalent) switch
    {
        (Difference.Slower, false) => ComparisonVerdict.Slower,
        (Difference.Slower, true) => ComparisonVerdict.SlowerWithinMargin,
        (Difference.Faster, false) => ComparisonVerdict.Faster,
        (Difference.Faster, true) => ComparisonVerdict.FasterWithinMargin,
        (_, true) => ComparisonVerdict.Equivalent,
        _ => ComparisonVerdict.Inconclusive,
    };

    /// <summary>Neither a difference nor equivalence is proven.</summary>
    public bool Inconclusive => Difference == Difference.Unproven && !Equivalent;
}

public static class Verdicts
{
    /// <summary>A difference is proven by its p-value after Holm's adjustment, equivalence by two one-sided tests (Schuirmann 1987).</summary>
    /// <param name="family">
    /// All comparisons of the report, each against its baseline. One without a test counts towards the family's size all the same: the
    /// family was declared before the values were known.
    /// </param>
    /// <param name="margin">Half the width of the band about 1 within which a ratio does not matter: 0.01 for ±1 %.</param>
    /// <param name="adjust">Null for <see cref="MultipleTests.Holm"/>.</param>
    /// <returns>In the order given.</returns>
    public static IReadOnlyList<Verdict> Of(
        IReadOnlyList<RatioTest?> family,
        Metric metric = Metric.Rate,
        double margin = 0.01,
        double level = Interval.UsualLevel,
        PValueAdjustment? adjust = null)
    {
        var missRate = Sample.MissRate(level);
        var adjusted = (adjust ?? MultipleTests.Holm)([.. family.Select(test => test?.PValue ?? 1)]);
        return [.. family.Select((test, i) => Judge(test, adjusted[i]))];

        Verdict Judge(RatioTest? test, double p) => new(
            test?.PValue is not null && p <= missRate ? Direction(test.Value.Ratio.Value, metric) : Difference.Unproven,
            test?.Narrow?.LiesWithin(1 - margin, 1 + margin) ?? false,
            test?.PValue is null ? null : p);
    }

    private static Difference Direction(double ratio, Metric metric) =>
        ratio > 1 == (metric == Metric.Rate) ? Difference.Faster : Difference.Slower;
}

/// <summary>From the p-values of a family to adjusted ones in the same order, such as <see cref="MultipleTests.BenjaminiHochberg"/>.</summary>
public delegate double[] PValueAdjustment(ReadOnlySpan<double> pValues);
