namespace ActorBench.Statistics;

/// <summary>
/// What all estimators here have in common: too few values give null, never a made-up number; a value that is not a number or is
/// infinite is an error of the caller and throws.
/// </summary>
internal static class Sample
{
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static void RequireFinite(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentException($"Value {i} of {values.Length} is {values[i]}; statistics take finite numbers only.", nameof(values));
        }
    }

    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        RequireFinite(values);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <returns>Natural logarithms; null where a value has none.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double[]? Logarithms(ReadOnlySpan<double> values)
    {
        RequireFinite(values);
        var logarithms = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] <= 0) return null;
            logarithms[i] = Math.Log(values[i]);
        }

        return logarithms;
    }

    /// <exception cref="ArgumentException">The numbers of blocks differ.</exception>
    public static void RequireSameBlocks(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} blocks of one platform cannot be paired with {y.Length} of the other.", nameof(y));
    }

    /// <returns>The chance that an interval of this level may miss, in both tails together.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static double MissRate(double level) => level is > 0 and < 1
        ? 1 - level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level is a fraction between 0 and 1, such as 0.95.");
}
