using System.Globalization;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>Reads netperf's lines of <c>SELECTOR=value</c> (<c>-k</c>) into counters. Nothing is taken from prose, and a zero or NaN is no value where none can be.</summary>
internal static class NetperfReading
{
    /// <exception cref="TrialFailedException">A figure is missing or makes no sense.</exception>
    public static NetperfResult Read(string output, int responseBytes)
    {
        var values = Values(output);
        var local = new NetperfEnd(
            Count("LOCAL_BYTES_SENT"), Count("LOCAL_BYTES_RECVD"), Optional("LOCAL_TRANSPORT_RETRANS"),
            Size("LSS_SIZE_END"), Size("LSR_SIZE_END"), Count("LOCAL_NODELAY") != 0);
        var remote = new NetperfEnd(
            Count("REMOTE_BYTES_SENT"), Count("REMOTE_BYTES_RECVD"), Optional("REMOTE_TRANSPORT_RETRANS"),
            Size("RSS_SIZE_END"), Size("RSR_SIZE_END"), Count("REMOTE_NODELAY") != 0);
        // Of a response that the end of the test cut off netperf counts no byte.
        var (exchanges, rest) = Math.DivRem(local.BytesIn, responseBytes);
        if (rest != 0) throw Broken($"LOCAL_BYTES_RECVD is {local.BytesIn}, not a number of responses of {responseBytes} bytes");
        return new NetperfResult(exchanges, ElapsedNs(exchanges), Latency(exchanges), local, remote);

        // ELAPSED_TIME is printed in hundredths of a second. The rate and the mean of a transaction, both with three decimals, are the
        // same quotient, and the one with more digits gives the elapsed time back to a millionth.
        long ElapsedNs(long count)
        {
            var (rate, meanUs) = (Real("TRANSACTION_RATE"), Real("RT_LATENCY"));
            var seconds = count == 0 ? Real("ELAPSED_TIME") : rate > meanUs ? count / rate : count * meanUs / 1e6;
            return double.IsFinite(rate) && double.IsFinite(seconds) && seconds > 0
                ? (long)Math.Round(seconds * 1e9)
                : throw Broken($"{count} transactions at TRANSACTION_RATE={values["TRANSACTION_RATE"]} took no time that can be");
        }

        NetperfLatency? Latency(long count) =>
            count == 0 || Optional("MAX_LATENCY") is not (> 0 and var max)
                ? null
                : new NetperfLatency(Percentile("P50_LATENCY"), Percentile("P90_LATENCY"), Percentile("P99_LATENCY"), max);

        // Of very few transactions netperf's histogram gives a percentile of 0.
        long? Percentile(string selector) => Optional(selector) is > 0 and var us ? us : null;

        long Count(string selector) => Whole(selector) is >= 0 and var count ? count : throw Broken($"{selector} is negative");

        int Size(string selector) => Whole(selector) is >= 0 and <= int.MaxValue and var size ? (int)size : throw Broken($"{selector} is no size");

        // -1 is netperf's word for what it did not measure.
        long? Optional(string selector) => Whole(selector) is >= 0 and var value ? value : null;

        long Whole(string selector) =>
            long.TryParse(Text(selector), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Broken($"{selector}={Text(selector)} is no whole number");

        double Real(string selector) => Text(selector) switch
        {
            "inf" => double.PositiveInfinity,
            "nan" or "-nan" => double.NaN,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Broken($"{selector}={text} is no number"),
        };

        string Text(string selector) => values.GetValueOrDefault(selector) ?? throw Broken($"{selector} is missing");
    }

    private static Dictionary<string, string> Values(string output)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals) values.TryAdd(line[..equals], line[(equals + 1)..]);
        }

        return values;
    }

    private static TrialFailedException Broken(string what) =>
        new(FailureKind.Internal, $"netperf's output can't be read: {what}.");
}
