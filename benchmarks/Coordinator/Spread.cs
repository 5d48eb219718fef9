using System.Globalization;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>Minimum, median and maximum of repeated measurements.</summary>
internal static class Spread
{
    public static string Of(IEnumerable<double> values, string unit)
    {
        var sorted = values.Order().ToArray();
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return string.Create(
            CultureInfo.InvariantCulture, $"{sorted[0]:0.##} / {median:0.##} / {sorted[^1]:0.##} {unit} (min / median / max of {sorted.Length})");
    }
}
