namespace ActorBench.Statistics.Shape;

/// <summary>Spread by Shamos (1976): the median of the distances of all pairs, in the unit of the values. Not scaled to a standard deviation.</summary>
public static class ShamosSpread
{
    /// <returns>Null below two values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double? Of(ReadOnlySpan<double> values)
    {
        Sample.RequireFinite(values);
        var distances = new double[values.Length * (values.Length - 1) / 2];
        var next = 0;
        for (var i = 1; i < values.Length; i++)
        {
            for (var j = 0; j < i; j++) distances[next++] = Math.Abs(values[i] - values[j]);
        }

        Array.Sort(distances);
        return Quantiles.MedianOfSorted(distances);
    }
}
