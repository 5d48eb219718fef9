using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Series;

/// <summary>Does a series rise or fall? (Mann 1945, Kendall 1975.) It asks for the order of its values only, so outliers hardly move it.</summary>
public static class MannKendall
{
    /// <summary>Two million pairs. Of a longer series every second value counts, or every third, and so on: it has power enough.</summary>
    private const int MostValues = 2000;

    /// <returns>
    /// S, the pairs that rise less those that fall, with the p of its normal approximation, corrected for ties and continuity; null below four
    /// values, and where all are equal.
    /// </returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? Test(ReadOnlySpan<double> series)
    {
        Sample.RequireFinite(series);
        if (series.Length > MostValues)
        {
            var step = ((series.Length - 1) / MostValues) + 1;
            series = series.ToArray().Where((_, i) => i % step == 0).ToArray();
        }

        double n = series.Length;
        if (n < 4) return null;
        var s = 0;
        for (var i = 1; i < series.Length; i++)
        {
            for (var j = 0; j < i; j++) s += Math.Sign(series[i] - series[j]);
        }

        var tied = series.ToArray().CountBy(value => value).Sum(group => group.Value * (group.Value - 1.0) * ((2 * group.Value) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - tied) / 18;
        return variance <= 0 ? null : new TestResult(s, 2 * Normal.CDF(0, 1, -Math.Max(0, Math.Abs(s) - 1) / Math.Sqrt(variance)));
    }
}
