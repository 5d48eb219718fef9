using System.Globalization;

namespace ActorBench.Measurement;

/// <summary>What netperf would report of a window.</summary>
/// <param name="ElapsedNs">For a timed window its whole length, whatever happened in it.</param>
public readonly record struct NetperfCount(long Transactions, long ElapsedNs)
{
    public double ElapsedSeconds => ElapsedNs / 1e9;
}

/// <summary>netperf's rules of counting and its formulas, as pure functions, to compare with results that it produced.</summary>
/// <remarks>After the sources of netperf 2.7: <c>nettest_omni.c</c> for the windows, <c>netlib.c</c> for the rest.</remarks>
public static class NetperfCounting
{
    /// <summary>The alarm ends the window: a transaction still in flight is dropped, and the time it took is kept.</summary>
    /// <param name="completed">Transactions of which only the last may have ended after the window.</param>
    /// <param name="lastEndNs">End of the last one, counted from the window's start.</param>
    public static NetperfCount InTimedWindow(long completed, long lastEndNs, long windowNs) =>
        new(completed > 0 && lastEndNs > windowNs ? completed - 1 : completed, windowNs);

    /// <summary>The same for a series of transactions one after another, lost datagrams among them.</summary>
    /// <param name="transactionsNs">Time of each; null for one that lost its request or its response.</param>
    /// <param name="receiveTimeout">Option <c>-e</c>; null for netperf's default, by which the first loss stalls to the end.</param>
    public static NetperfCount InTimedWindow(IEnumerable<long?> transactionsNs, long windowNs, TimeSpan? receiveTimeout = null)
    {
        var (completed, now) = (0L, 0L);
        foreach (var transaction in transactionsNs)
        {
            if ((transaction ?? receiveTimeout?.Ticks * 100) is not { } tookNs || now + tookNs > windowNs) break;
            now += tookNs;
            if (transaction is not null) completed++;
        }

        return new NetperfCount(completed, windowNs);
    }

    /// <summary>What <c>-e</c> makes of its argument: whole seconds, read as C's <c>atoi</c> reads; null when that leaves none.</summary>
    public static TimeSpan? ReceiveTimeout(string argument)
    {
        var text = argument.TrimStart();
        var digits = text.StartsWith('+') ? text[1..] : text;
        var length = digits.TakeWhile(char.IsAsciiDigit).Count();
        return int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    public static double TransactionsPerSecond(long transactions, double elapsedSeconds) => transactions / elapsedSeconds;

    /// <summary>10^6 bit/s in one direction, as <c>-v 2</c> prints them for outbound and inbound.</summary>
    public static double OneWayMegabits(double transactionsPerSecond, int bytes) => transactionsPerSecond * bytes * 8 / 1e6;

    /// <summary>10^6 bit/s in both directions together, as <c>-f m</c> prints them.</summary>
    public static double BothWaysMegabits(double transactionsPerSecond, int requestBytes, int responseBytes) =>
        transactionsPerSecond * ((double)requestBytes + responseBytes) * 8 / 1e6;

    /// <summary>Microseconds per transaction with one outstanding.</summary>
    public static double RoundTripMicroseconds(double transactionsPerSecond) => 1e6 / transactionsPerSecond;

    /// <summary>Per cent of all processors that was not idle: waiting for disks, interrupts and stolen time count as used.</summary>
    /// <param name="allTicks">Without the guest fields, which netperf adds although the kernel has them inside user and nice.</param>
    public static double CpuUtilisationPercent(long idleTicks, long allTicks) => 100.0 - (100.0 * idleTicks / allTicks);

    /// <summary>Microseconds of processor time per transaction.</summary>
    public static double ServiceDemandPerTransaction(double cpuPercent, int processors, double transactionsPerSecond) =>
        cpuPercent * 10_000 / transactionsPerSecond * processors;

    /// <summary>Microseconds of processor time per KB; netperf's KB here is 1,024 bytes.</summary>
    public static double ServiceDemandPerKilobyte(double cpuPercent, int processors, double bytesPerSecond) =>
        cpuPercent * 10_000 / (bytesPerSecond / 1024) * processors;

    /// <summary>Width of the whole confidence interval as a fraction of the mean: what <c>-I level,width</c> is compared with.</summary>
    /// <param name="t">Student's two-sided quantile for one degree of freedom less than there are values.</param>
    /// <returns>Null below two values.</returns>
    public static double? ConfidenceWidth(IReadOnlyList<double> values, double t)
    {
        if (values.Count < 2) return null;
        var mean = values.Average();
        // netperf takes the mean of squares less the square of the mean, which cancels at small spreads; the value meant is this one.
        var populationVariance = values.Sum(value => (value - mean) * (value - mean)) / values.Count;
        return 2 * t * Math.Sqrt(populationVariance / (values.Count - 1)) / mean;
    }
}
