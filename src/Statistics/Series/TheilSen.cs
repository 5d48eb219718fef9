namespace ActorBench.Statistics.Series;

/// <summary>A straight line through a series that outliers hardly move.</summary>
/// <param name="Slope">Change from one value to the next.</param>
/// <param name="Start">The line at the first value.</param>
public readonly record struct TheilSen(double Slope, double Start)
{
    /// <summary>Two million pairs. A longer series has Theil's incomplete method: each value of its first half with the one half the series later.</summary>
    private const int LongestWithAllPairs = 2000;

    /// <summary>The median of the slopes of all pairs (Theil 1950, Sen 1968), through the median of what it leaves.</summary>
    /// <returns>Null below two values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TheilSen? Of(ReadOnlySpan<double> series)
    {
        Sample.RequireFinite(series);
        if (series.Length < 2) return null;
        var slope = Quantiles.Median(series.Length <= LongestWithAllPairs ? AllSlopes(series) : HalfASeriesApart(series))!.Value;
        var left = new double[series.Length];
        for (var i = 0; i < left.Length; i++) left[i] = series[i] - (slope * i);
        return new TheilSen(slope, Quantiles.Median(left)!.Value);
    }

    /// <summary>How far a series drifts over its whole length, as a fraction of its median; beyond ±0.01 it is <c>DRIFT</c>.</summary>
    /// <returns>Null below two values, and for a median of zero.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double? RelativeDrift(ReadOnlySpan<double> series) =>
        Of(series) is { } line && Quantiles.Median(series) is { } median and not 0 ? line.Slope * series.Length / Math.Abs(median) : null;

    private static double[] AllSlopes(ReadOnlySpan<double> series)
    {
        var slopes = new double[series.Length * (series.Length - 1) / 2];
        var next = 0;
        for (var i = 1; i < series.Length; i++)
        {
            for (var j = 0; j < i; j++) slopes[next++] = (series[i] - series[j]) / (i - j);
        }

        return slopes;
    }

    private static double[] HalfASeriesApart(ReadOnlySpan<double> series)
    {
        var half = series.Length / 2;
        var slopes = new double[series.Length - half];
        for (var i = 0; i < slopes.Length; i++) slopes[i] = (series[i + half] - series[i]) / half;
        return slopes;
    }
}
