using ActorBench.Messages.Statistics;

namespace ActorBench.Statistics;

/// <summary>A two-sided confidence interval, ends included, in the unit of what it is about.</summary>
/// <param name="Level">Nominal coverage as a fraction, 0.95 for 95 %. Intervals from ranks cover at least that.</param>
public readonly record struct Interval(double Low, double High, double Level)
{
    public const double UsualLevel = 0.95;

    /// <summary>As messages carry it.</summary>
    public IntervalEnds Ends => new(Low, High);

    public double HalfWidth => (High - Low) / 2;

    public bool Contains(double value) => Low <= value && value <= High;

    public bool LiesWithin(double low, double high) => low <= Low && High <= high;

    /// <summary>The interval of a monotone function of the estimated quantity; where it falls, the ends swap.</summary>
    public Interval Map(Func<double, double> monotone)
    {
        var (a, b) = (monotone(Low), monotone(High));
        return new Interval(Math.Min(a, b), Math.Max(a, b), Level);
    }
}

/// <summary>A point estimate.</summary>
/// <param name="Interval">Null where the values are too few for one at its level, or where it would be unbounded.</param>
public readonly record struct Estimate(double Value, Interval? Interval)
{
    /// <summary>The estimate of a monotone function of the estimated quantity.</summary>
    public Estimate Map(Func<double, double> monotone) => new(monotone(Value), Interval?.Map(monotone));
}
