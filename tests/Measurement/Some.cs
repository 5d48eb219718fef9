using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Tests;

/// <summary>Plans and tokens for tests; every number can be overridden, none matters by itself.</summary>
internal static class Some
{
    public const long Ms = 1_000_000;

    public static TrialSettings Settings(
        long? exchanges = null,
        long? durationNs = null,
        long minExchanges = 1,
        long warmupNs = 0,
        long timeoutNs = 20_000 * Ms,
        Timing timing = Timing.Strict,
        SocketOptions? sockets = null) =>
        new(timing, durationNs, exchanges ?? (durationNs is null ? 20 : null), minExchanges, warmupNs, timeoutNs, sockets ?? SocketOptions.Untouched);

    public static ExchangePlan Plan(Protocol protocol, int requestBytes = 64, int? responseBytes = null, TrialSettings? settings = null, Engine engine = Engine.Native) =>
        new(protocol, requestBytes, responseBytes ?? requestBytes, settings ?? Settings(), engine);

    public static byte[] Token(byte seed = 1) => [.. Enumerable.Range(seed, 16).Select(i => (byte)i)];
}
