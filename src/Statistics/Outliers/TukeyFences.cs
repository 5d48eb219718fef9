namespace ActorBench.Statistics.Outliers;

/// <summary>A mark on a value. No value is ever removed for it.</summary>
public enum OutlierLabel
{
    None,

    /// <summary>More than 1.5 interquartile ranges outside the quartiles.</summary>
    Mild,

    /// <summary>More than 3 interquartile ranges outside the quartiles.</summary>
    Severe,
}

/// <summary>Tukey's fences (1977) about the quartiles of type 7, in the unit of the values.</summary>
/// <param name="Q1">Quartile.</param>
/// <param name="Q3">Quartile.</param>
public readonly record struct TukeyFences(double Q1, double Q3)
{
    /// <summary>Outside of it a value is mild.</summary>
    public (double Low, double High) Inner => Fence(1.5);

    /// <summary>Outside of it a value is severe.</summary>
    public (double Low, double High) Outer => Fence(3);

    /// <returns>Null without values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TukeyFences? Of(ReadOnlySpan<double> values)
    {
        var sorted = Sample.Sorted(values);
        return sorted.Length == 0 ? null : new TukeyFences(Quantiles.OfSorted(sorted, 0.25)!.Value, Quantiles.OfSorted(sorted, 0.75)!.Value);
    }

    /// <returns>A label a value, in the same order.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static OutlierLabel[] LabelsOf(ReadOnlySpan<double> values) =>
        Of(values) is { } fences ? Array.ConvertAll(values.ToArray(), fences.Label) : [];

    public OutlierLabel Label(double value) =>
        Outside(Outer, value) ? OutlierLabel.Severe : Outside(Inner, value) ? OutlierLabel.Mild : OutlierLabel.None;

    private static bool Outside((double Low, double High) fence, double value) => value < fence.Low || value > fence.High;

    private (double Low, double High) Fence(double reach) => (Q1 - (reach * (Q3 - Q1)), Q3 + (reach * (Q3 - Q1)));
}
