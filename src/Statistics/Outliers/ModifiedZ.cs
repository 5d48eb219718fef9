namespace ActorBench.Statistics.Outliers;

/// <summary>Distance from the median in median absolute deviations. Unlike a z-score, one far value cannot hide itself in it.</summary>
public static class ModifiedZ
{
    /// <summary>Ten standard deviations of a normal distribution, the limit of hyperfine: 10 × 1.4826.</summary>
    public const double TenSigma = 14.826;

    /// <summary>The limit of Iglewicz and Hoaglin (1993), who multiply by 0.6745 and ask for 3.5.</summary>
    public const double IglewiczHoaglin = 3.5 / 0.6745;

    /// <returns>
    /// |x − median| / MAD of each value, in the same order. Where more than half the values are equal and so the MAD is zero: 0 for these,
    /// infinity for the others.
    /// </returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double[] Scores(ReadOnlySpan<double> values)
    {
        if (Quantiles.Median(values) is not { } median) return [];
        var distances = Array.ConvertAll(values.ToArray(), value => Math.Abs(value - median));
        var mad = Quantiles.Median(distances)!.Value;
        return Array.ConvertAll(distances, distance => distance == 0 ? 0 : distance / mad);
    }
}
