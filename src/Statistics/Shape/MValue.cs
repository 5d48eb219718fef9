namespace ActorBench.Statistics.Shape;

/// <summary>How many humps a sample has: 2 for each hump as high as the highest, so 2 for one and 4 for two (Gregg, Frequency Trails, 2014).</summary>
/// <remarks>
/// Bins are half as wide as Scott's rule (1979) and wider by powers of two, and the largest value counts, as in perfolizer. At each width
/// the smallest over eight places to begin the bins counts: a hump is one wherever they begin. By the limit of 2.8 normal samples of 15 to
/// 100 are flagged in 2 % of all cases or fewer. A hump of less than 40 % of the highest one's height never is: 20 % of the trials on
/// another level give 2.5.
/// </remarks>
public static class MValue
{
    /// <summary>From here on a sample should be looked at for more than one mode (BenchmarkDotNet's first hint).</summary>
    public const double Bimodal = 2.8;

    /// <summary>Below so many values the figure says nothing.</summary>
    public const int FewestValues = 15;

    private const int Places = 8;

    /// <returns>At least 2; null below 15 values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double? Of(ReadOnlySpan<double> values)
    {
        var sorted = Sample.Sorted(values);
        if (sorted.Length < FewestValues) return null;
        var range = sorted[^1] - sorted[0];
        var largest = 2.0;
        for (var width = HalfScott(sorted); width > 0 && width <= 2 * range; width *= 2)
            largest = Math.Max(largest, Enumerable.Range(0, Places).Min(place => AtBins(sorted, width, sorted[0] - (width * (place + 0.5) / Places))));
        return largest;
    }

    private static double HalfScott(double[] sorted) => 3.5 * RunningMoments.Of(sorted).StandardDeviation!.Value / Math.Cbrt(sorted.Length) / 2;

    private static double AtBins(double[] sorted, double width, double start)
    {
        var counts = sorted.CountBy(value => Math.Floor((value - start) / width)).ToArray();
        var (steps, highest, before) = (0, 0, (Bin: double.NaN, Count: 0));
        foreach (var (bin, count) in counts)
        {
            // A gap between bins goes down to nothing and up again.
            steps += bin == before.Bin + 1 ? Math.Abs(count - before.Count) : before.Count + count;
            highest = Math.Max(highest, count);
            before = (bin, count);
        }

        return (double)(steps + before.Count) / highest;
    }
}
