namespace ActorBench.Statistics;

/// <summary>Mean and spread of a stream of values, in constant space and mergeable.</summary>
/// <remarks>
/// Welford (1962), merged as in Chan, Golub and LeVeque (1983); sums of squares cancel at small CVs. One NaN makes them NaN; what
/// estimates from moments refuses those.
/// </remarks>
public readonly record struct RunningMoments(long Count, double Mean, double SumOfSquaredDeviations)
{
    /// <summary>With n−1 under the root; null below two values.</summary>
    public double? StandardDeviation => Count < 2 ? null : Math.Sqrt(SumOfSquaredDeviations / (Count - 1));

    /// <summary>A fraction: 0.05 is the 5 % of the 2007 tables.</summary>
    public double? CoefficientOfVariation => Mean == 0 ? null : StandardDeviation / Math.Abs(Mean);

    public static RunningMoments Of(IEnumerable<double> values) => values.Aggregate(default(RunningMoments), (moments, value) => moments.Add(value));

    public RunningMoments Add(double value) => Merge(new RunningMoments(1, value, 0));

    public RunningMoments Merge(RunningMoments other)
    {
        if (other.Count == 0) return this;
        if (Count == 0) return other;
        var count = Count + other.Count;
        var delta = other.Mean - Mean;
        var between = delta * delta * Count * other.Count / count;
        return new(count, Mean + (delta * other.Count / count), SumOfSquaredDeviations + other.SumOfSquaredDeviations + between);
    }
}
