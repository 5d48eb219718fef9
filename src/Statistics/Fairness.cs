namespace ActorBench.Statistics;

/// <summary>How evenly concurrent pairs share what they have in common.</summary>
public static class Fairness
{
    /// <summary>Jain's index (1984): 1 where all rates are equal, 1/n where one has everything.</summary>
    /// <returns>Null without rates, and where all are zero.</returns>
    /// <exception cref="ArgumentException">A rate is NaN or infinite.</exception>
    public static double? Jain(ReadOnlySpan<double> rates)
    {
        Sample.RequireFinite(rates);
        var (sum, squares) = (0.0, 0.0);
        foreach (var rate in rates)
        {
            sum += rate;
            squares += rate * rate;
        }

        return squares > 0 ? sum * sum / (rates.Length * squares) : null;
    }
}
