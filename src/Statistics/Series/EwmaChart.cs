namespace ActorBench.Statistics.Series;

/// <summary>A point of a control chart, with the limits that hold for it.</summary>
public readonly record struct ControlPoint(double Value, double Low, double High)
{
    public bool OutOfControl => Value < Low || Value > High;
}

/// <summary>Exponentially weighted moving average of a series that should stand still (Roberts 1959): it shows a small lasting shift early.</summary>
public static class EwmaChart
{
    /// <summary>Expected range of two normal values, in standard deviations.</summary>
    private const double RangeOfTwo = 1.128;

    /// <param name="center">Where the series should stand; null for its mean.</param>
    /// <param name="sigma">Standard deviation of one value; null to take it from neighbours' distances, which drift hardly widens.</param>
    /// <param name="weight">λ, the share of the newest value.</param>
    /// <param name="limit">Half the distance of the limits, in standard deviations of the average.</param>
    /// <returns>A point a value; none below two values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static IReadOnlyList<ControlPoint> Of(
        ReadOnlySpan<double> series, double? center = null, double? sigma = null, double weight = 0.2, double limit = 3)
    {
        Sample.RequireFinite(series);
        if (series.Length < 2) return [];
        var middle = center ?? RunningMoments.Of(series.ToArray()).Mean;
        var deviation = sigma ?? (MeanMovingRange(series) / RangeOfTwo);
        var points = new ControlPoint[series.Length];
        var (average, rest) = (middle, 1.0);
        for (var i = 0; i < series.Length; i++)
        {
            average += weight * (series[i] - average);
            rest *= (1 - weight) * (1 - weight);
            var distance = limit * deviation * Math.Sqrt(weight / (2 - weight) * (1 - rest));
            points[i] = new ControlPoint(average, middle - distance, middle + distance);
        }

        return points;
    }

    private static double MeanMovingRange(ReadOnlySpan<double> series)
    {
        var sum = 0.0;
        for (var i = 1; i < series.Length; i++) sum += Math.Abs(series[i] - series[i - 1]);
        return sum / (series.Length - 1);
    }
}
