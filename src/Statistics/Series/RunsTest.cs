using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Series;

/// <summary>Outcome of a runs test.</summary>
/// <param name="Runs">Stretches of values on one side of the median.</param>
/// <param name="Z">Standard normal if the order is random; below −1.96 the series drifts, above 1.96 it swings.</param>
public readonly record struct RunsResult(int Runs, int Above, int Below, double Z)
{
    /// <summary>Two-sided.</summary>
    public double PValue => 2 * Normal.CDF(0, 1, -Math.Abs(Z));
}

public static class RunsTest
{
    /// <summary>Do the values fall above and below their median in random order? (Wald and Wolfowitz 1940; without continuity correction.)</summary>
    /// <returns>Null where fewer than two values lie on a side. Values equal to the median are left out.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static RunsResult? Test(ReadOnlySpan<double> series)
    {
        var median = Quantiles.Median(series);
        bool[] sides = [.. series.ToArray().Where(value => value != median).Select(value => value > median)];
        double above = sides.Count(side => side), below = sides.Length - above;
        if (above < 2 || below < 2) return null;
        var runs = 1 + sides.Zip(sides.Skip(1)).Count(pair => pair.First != pair.Second);
        var n = above + below;
        var expected = (2 * above * below / n) + 1;
        var variance = 2 * above * below * ((2 * above * below) - n) / (n * n * (n - 1));
        return new RunsResult(runs, (int)above, (int)below, (runs - expected) / Math.Sqrt(variance));
    }
}
