using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Exchanges;

/// <summary>When a run of exchanges is long enough.</summary>
/// <param name="DurationNs">Ends after it, with the exchange then in flight, once <paramref name="AtLeast"/> are complete.</param>
/// <param name="AtMost">Ends at this number whatever the time.</param>
internal readonly record struct WindowLength(long DurationNs, long AtLeast, long AtMost)
{
    private const long NoEndNs = long.MaxValue / 2;

    public bool IsTimed => DurationNs != NoEndNs;

    /// <summary>The first exchange of a trial: it warms the connection, the caches and the compiler, and shows that the other end answers.</summary>
    public static WindowLength One => new(0, 1, 1);

    public static WindowLength Warmup(TrialSettings settings) => new(settings.WarmupNs, 1, long.MaxValue);

    public static WindowLength Measured(TrialSettings settings) => settings switch
    {
        { Exchanges: { } exchanges } => new(NoEndNs, exchanges, exchanges),
        // netperf knows no least number: its timer ends the window whatever is complete.
        { Timing: Timing.Netperf } => new(settings.DurationNs!.Value, 1, long.MaxValue),
        _ => new(settings.DurationNs!.Value, Math.Max(1, settings.MinExchanges), long.MaxValue),
    };
}

/// <summary>What a run of exchanges counted, in nanoseconds of the monotonic clock.</summary>
/// <param name="FirstAt">When the first request was about to be sent.</param>
/// <param name="LastAt">When the last complete response had been received.</param>
/// <param name="LastNs">Latency of the last completed exchange, the only one not recorded yet; -1 for none.</param>
/// <param name="StalledNs">Inside the run, spent on exchanges that were given up.</param>
/// <param name="BusyNs">Inside the run, spent on exchanges that completed.</param>
internal readonly record struct WindowCount(long Exchanges, long FirstAt, long LastAt, long LastNs, long BusyNs, long StalledNs = 0);

/// <summary>Datagrams that went wrong; always zero for TCP.</summary>
internal record struct LossCount(long Lost, long Late, long Duplicate);
