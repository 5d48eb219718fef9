using HdrHistogram;

namespace ActorBench.Statistics.Latency;

/// <summary>
/// Puts in the exchanges that a closed loop would have sent at a steady pace while it waited for a slow one (Tene's correction of
/// coordinated omission). A second curve beside the measured one, never in its place: the added values are supposed, not seen.
/// </summary>
/// <remarks>The library corrects only while it records; its correction of a finished histogram is not implemented in .NET.</remarks>
public static class ExpectedInterval
{
    /// <param name="expected">Time between two exchanges if none were slow, in the histogram's unit.</param>
    /// <returns>
    /// A histogram of the same range, in which each value above <paramref name="expected"/> is followed by itself less once, twice, …
    /// the interval, as long as that is no shorter than the interval.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public static LongHistogram Corrected(HistogramBase measured, long expected)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(expected);
        var corrected = new LongHistogram(measured.LowestTrackableValue, measured.HighestTrackableValue, measured.NumberOfSignificantValueDigits);
        foreach (var step in measured.RecordedValues())
        {
            for (var value = step.ValueIteratedTo; value == step.ValueIteratedTo || value >= expected; value -= expected)
                corrected.RecordValueWithCount(value, step.CountAtValueIteratedTo);
        }

        return corrected;
    }
}
