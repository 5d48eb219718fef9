namespace ActorBench.Statistics.Comparisons;

/// <summary>p-values adjusted for being several: compare each with the level that one test alone would have.</summary>
public static class MultipleTests
{
    /// <summary>Keeps the chance of any false alarm in the family below the level (Holm 1979).</summary>
    /// <returns>In the order given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside 0 to 1.</exception>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        var (order, adjusted) = Ascending(pValues);
        var largest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - i) * pValues[order[i]]));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }

    /// <summary>Keeps the expected share of false alarms among the alarms below the level (Benjamini and Hochberg 1995).</summary>
    /// <inheritdoc cref="Holm"/>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var (order, adjusted) = Ascending(pValues);
        var smallest = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            smallest = Math.Min(smallest, pValues[order[i]] * order.Length / (i + 1));
            adjusted[order[i]] = smallest;
        }

        return adjusted;
    }

    private static (int[] Order, double[] Adjusted) Ascending(ReadOnlySpan<double> pValues)
    {
        foreach (var p in pValues)
        {
            if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(pValues), p, "A p-value lies between 0 and 1.");
        }

        var keys = pValues.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        return (order, new double[keys.Length]);
    }
}
