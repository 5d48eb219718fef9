using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Analysis;

/// <summary>Estimates from the rates of a cell's accepted trials; the rates are in 10^6 bit/s, CVs are fractions.</summary>
/// <param name="HarmonicMean">Total bytes over total time where all trials move equal bytes.</param>
public sealed record RateFigures(
    RunningMoments Moments,
    Interval? MeanInterval,
    double? HarmonicMean,
    double? Median,
    Interval? MedianInterval,
    Interval? CvInterval)
{
    /// <summary>Below so many trials no interval is given: fewer have no 95 % interval of their median, and say next to nothing of their spread.</summary>
    public const int FewestForInterval = 6;

    public int N => (int)Moments.Count;

    public bool HasIntervals => N >= FewestForInterval;

    /// <exception cref="ArgumentException">A rate is NaN or infinite.</exception>
    public static RateFigures Of(double[] rates)
    {
        var moments = RunningMoments.Of(rates);
        var enough = rates.Length >= FewestForInterval;
        return new RateFigures(
            moments,
            enough ? Intervals.MeanInterval.Of(moments) : null,
            Rates.HarmonicMean(rates),
            Quantiles.Median(rates),
            enough ? QuantileInterval.Median(rates) : null,
            enough ? Intervals.CvInterval.Of(moments) : null);
    }
}
