using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>What the two ends of a trial report.</summary>
internal static class Reports
{
    private static readonly CpuTicks Ticks = new(1, 1, 0, 0, 0, 8);
    private static readonly SocketFacts Socket = new("127.0.0.1:1", "127.0.0.1:2", false, 1, 1);

    public static InitiatorReport Initiator(TrialSpec spec, long exchanges, long lost = 0, long warmup = 5) => new(
        new ExchangeCounters(exchanges, exchanges * spec.Cell.RequestBytes, exchanges * spec.Cell.ResponseBytes, 20_000_000, lost),
        new LatencySummary(1, 2, 3, 4, [1]),
        warmup,
        null,
        Ticks,
        Socket,
        DateTimeOffset.UnixEpoch,
        null);

    /// <param name="exchanges">Without warm-up.</param>
    public static ResponderReport Responder(TrialSpec spec, long exchanges, long warmup = 5) => new(
        exchanges + warmup,
        (exchanges + warmup) * spec.Cell.RequestBytes,
        (exchanges + warmup) * spec.Cell.ResponseBytes,
        null,
        Ticks,
        Socket,
        null);
}
