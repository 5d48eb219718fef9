using System.Diagnostics;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>What both ends of a trial without trouble report, of as many bytes as a real one's.</summary>
internal static class SimulatedTrial
{
    private const long Exchanges = 20_000;
    private const int WarmupExchanges = 100;

    private static readonly LatencySummary Latency = MakeLatency();

    public static EnvironmentFingerprint Environment { get; } = EnvironmentFingerprint.Of([new("kernel", "simulated")]);

    public static InitiatorReport Initiator(TrialSpec trial, TrialSettings settings)
    {
        var exchanges = Exchanges + Scatter(trial);
        var counters = new ExchangeCounters(exchanges, exchanges * trial.Cell.RequestBytes, exchanges * trial.Cell.ResponseBytes, settings.DurationNs ?? 1_000_000_000);
        var now = Stopwatch.GetTimestamp();
        return new InitiatorReport(
            counters, Latency, WarmupExchanges, new TcpFacts(0, 20, 3, exchanges, exchanges, counters.BytesOut, true), Ticks, Socket, DateTimeOffset.UtcNow, 0, Machine(exchanges),
            Environment.Hash, new WindowTimes(now, now + counters.ElapsedNs));
    }

    public static ResponderReport Responder(TrialSpec trial)
    {
        var exchanges = Exchanges + Scatter(trial);
        var answered = exchanges + WarmupExchanges;
        return new ResponderReport(
            answered, answered * trial.Cell.RequestBytes, answered * trial.Cell.ResponseBytes,
            new TcpFacts(0, 20, 3, exchanges, exchanges, answered * trial.Cell.ResponseBytes, true), Ticks, Socket, 1, Machine(exchanges), Environment.Hash);
    }

    /// <summary>Both ends of a trial know it, and no formula meets a sample without spread.</summary>
    private static long Scatter(TrialSpec trial) => trial.Number * 7919L % 1009;

    private static CpuTicks Ticks => new(30, 50, 0, 10, 0, 110);

    private static SocketFacts Socket => new("127.0.0.1:40000", "127.0.0.1:7000", true, 87040, 131072);

    private static MachineDelta Machine(long packets) => new(
        new InterfaceDelta("data", packets * 70, packets * 70, packets, packets, 0, 0, 0, 1500, "gro gso tso"), 0, 0, 0, 0, 0, 0, 0);

    private static LatencySummary MakeLatency()
    {
        var (histogram, random) = (new LongHistogram(1, TimeSpan.FromHours(1).Ticks * 100, 3), new Random(2007));
        for (var i = 0; i < Exchanges; i++) histogram.RecordValue((long)(20_000 * Math.Exp(random.NextDouble() * random.NextDouble() * 2)));
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return new LatencySummary(
            histogram.GetValueAtPercentile(50), histogram.GetValueAtPercentile(90), histogram.GetValueAtPercentile(99), histogram.GetValueAtPercentile(100), bytes);
    }
}
