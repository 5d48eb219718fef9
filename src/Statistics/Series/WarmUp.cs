namespace ActorBench.Statistics.Series;

/// <summary>How much of a trial's beginning to call warm-up.</summary>
/// <param name="Bins">Bins before the steady part; times the width of a bin it is the length of the warm-up.</param>
/// <param name="Statistic">The smallest value of the marginal standard error rule.</param>
/// <param name="SteadyMean">Mean of the bins after the warm-up.</param>
/// <param name="NoSteadyState">The best cut is the last one allowed, at half the series: it may never have become steady.</param>
public readonly record struct WarmUp(int Bins, double Statistic, double SteadyMean, bool NoSteadyState)
{
    public const int FewestBins = 10;

    /// <summary>From so many bins on they are taken five by five (MSER-5).</summary>
    public const int BinsForBatches = 100;

    private const int BatchSize = 5;

    /// <summary>White's (1997) marginal standard error rule: cut where Σ(x − x̄)²/m² of the m values that are left is smallest.</summary>
    /// <param name="bins">A trial's rate in each bin, in order. What is left over by the last whole batch does not choose the cut.</param>
    /// <returns>Null below ten bins. Of equal cuts the earliest.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static WarmUp? Mser(ReadOnlySpan<double> bins)
    {
        Sample.RequireFinite(bins);
        if (bins.Length < FewestBins) return null;
        var batch = bins.Length >= BinsForBatches ? BatchSize : 1;
        double[] values = [.. bins.ToArray().Chunk(batch).Where(chunk => chunk.Length == batch).Select(chunk => chunk.Average())];
        var (best, statistic) = (0, double.PositiveInfinity);
        // From the end backwards the moments of what is left grow by one value at a time.
        var left = RunningMoments.Of(values[^(values.Length - (values.Length / 2) - 1)..]);
        for (var cut = values.Length / 2; cut >= 0; cut--)
        {
            left = left.Add(values[cut]);
            var z = left.SumOfSquaredDeviations / left.Count / left.Count;
            if (z <= statistic) (best, statistic) = (cut, z);
        }

        return new WarmUp(best * batch, statistic, RunningMoments.Of(bins[(best * batch)..].ToArray()).Mean, best == values.Length / 2);
    }
}
