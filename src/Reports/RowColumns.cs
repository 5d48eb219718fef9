using System.Globalization;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics;

namespace ActorBench.Reports;

/// <summary>A value of a row: text that is quoted in JSON, or a number or boolean that is not; null where it does not exist.</summary>
internal readonly record struct RowValue(string? Text, bool Bare)
{
    public static implicit operator RowValue(string text) => new(Words.Inert(text), false);

    public static implicit operator RowValue(long? number) => new(number?.ToString(CultureInfo.InvariantCulture), true);

    public static implicit operator RowValue(bool yes) => new(yes ? "true" : "false", true);

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static implicit operator RowValue(double? number) =>
        new(number is { } x && double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : null, true);

    public static RowValue Microseconds(long? nanoseconds) =>
        new(nanoseconds is { } ns ? (ns / 1000m).ToString("F3", CultureInfo.InvariantCulture) : null, true);
}

/// <summary>The columns of <c>export</c>, in their order. Scripts rely on both: a new column goes to the end.</summary>
internal static class RowColumns
{
    public static IReadOnlyList<(string Name, Func<AttemptRow, RowValue> Value)> All { get; } =
    [
        ("campaign", row => row.Key.Campaign.Value),
        ("trial", row => (long?)row.Key.Trial),
        ("attempt", row => (long?)row.Key.Attempt),
        ("pair", row => row.Key.Pair.ToString()),
        ("platform", row => row.Spec.Cell.Label),
        ("protocol", row => Words.Of(row.Spec.Cell.Protocol)),
        ("class", row => row.Spec.Cell.SizeClass),
        ("size_bytes", row => (long?)row.Spec.Cell.RequestBytes),
        ("response_bytes", row => (long?)row.Spec.Cell.ResponseBytes),
        ("block", row => (long?)row.Spec.Block),
        ("repetition", row => (long?)row.Spec.Repetition),
        ("engine", row => Words.Of(row.Spec.Cell.Engine)),
        ("timing", row => Words.Of(CountedBy(row))),
        ("accepted", row => row.Accepted),
        ("flags", row => string.Join(';', row.Flags.Select(flag => flag.Replace(';', ',')))),
        ("exchanges", row => Counters(row)?.Exchanges),
        ("bytes_out", row => Counters(row)?.BytesOut),
        ("bytes_in", row => Counters(row)?.BytesIn),
        ("elapsed_ns", row => Counters(row)?.ElapsedNs),
        ("rate_oneway_mbit_s", row => Counters(row)?.OnewayMbitS()),
        ("rate_both_mbit_s", row => Counters(row)?.BothMbitS()),
        ("exchanges_per_s", row => Counters(row)?.ExchangesPerSecond()),
        ("lost", row => Losses(row)?.Lost),
        ("late", row => Losses(row)?.Late),
        ("duplicate", row => Losses(row)?.Duplicate),
        ("stalled_ns", row => Losses(row)?.StalledNs),
        ("rtt_p50_us", row => RowValue.Microseconds(row.Result?.Initiator.Latency.P50Ns)),
        ("rtt_p90_us", row => RowValue.Microseconds(row.Result?.Initiator.Latency.P90Ns)),
        ("rtt_p99_us", row => RowValue.Microseconds(row.Result?.Initiator.Latency.P99Ns)),
        ("rtt_max_us", row => RowValue.Microseconds(row.Result?.Initiator.Latency.MaxNs)),
        ("retransmits", row => Retransmits(row.Result)),
        ("cpu_initiator_pct", row => row.Result?.Initiator.CpuTicks.BusyPercent),
        ("cpu_responder_pct", row => row.Result?.Responder.CpuTicks.BusyPercent),
        ("cpu_scope", row => row.Result?.CpuScope ?? ""),
        ("started_at", row => Words.Time(row.StartedAt)),
        ("environment", row => Environment(row.Result)),
        ("role", row => Words.Of(row.Spec.Cell.Role)),
        ("wire_late_mean_us", row => RowValue.Microseconds(row.Result?.Wire?.MeanLateNs)),
        ("wire_late_p99_us", row => RowValue.Microseconds(row.Result?.Wire?.P99LateNs)),
        ("wire_late_max_us", row => RowValue.Microseconds(row.Result?.Wire?.MaxLateNs)),
        ("wire_drops", row => row.Result?.Wire?.Drops),
        ("round", row => (long?)(row.Round ?? row.Result?.Start?.Round)),
        ("round_position", row => (long?)row.Result?.Start?.Position),
        ("asked_ns", row => row.Result?.Start?.AskedNs),
        ("started_ns", row => row.Result?.Start?.StartedNs ?? row.Result?.Initiator.Window?.StartedNs),
        ("stopped_ns", row => row.Result?.Start?.StoppedNs ?? row.Result?.Initiator.Window?.StoppedNs),
        ("clock_bound_ns", row => row.Result?.Start?.BoundNs),
        ("concurrency", row => (long?)row.Spec.Cell.Concurrency),
        ("agent_initiator_pct", row => row.Result?.Initiator.AgentPercent),
        ("agent_responder_pct", row => row.Result?.Responder.AgentPercent),
        ("guests", row => new RowValue(row.Guests is { } mode ? Campaigns.Plans.Words.Guests.Of(mode) : null, false)),
        ("guest_start_initiator_ms", row => row.InitiatorStartMs),
        ("guest_start_responder_ms", row => row.ResponderStartMs),
    ];

    private static ExchangeCounters? Counters(AttemptRow row) => row.Result?.Initiator.Counters;

    /// <summary>netperf counts in its own way whatever the campaign asks of our engine.</summary>
    private static Timing CountedBy(AttemptRow row) => row.Spec.Cell.Engine == Engine.Netperf ? Timing.Netperf : row.Timing;

    /// <summary>Null where nobody looked: by netperf's rules a datagram is waited for and never missed.</summary>
    private static ExchangeCounters? Losses(AttemptRow row) =>
        row.Spec.Cell.Engine == Engine.Netperf || (row.Spec.Cell.Protocol == Protocol.Udp && row.Timing == Timing.Netperf) ? null : Counters(row);

    /// <summary>Hashes of the initiator's and the responder's fingerprint, the first digits of each; empty where none was taken.</summary>
    private static string Environment(TrialResult? result) =>
        result?.Initiator.Environment is { } initiator && result.Responder.Environment is { } responder
            ? $"{EnvironmentDifference.ShortHash(initiator)}:{EnvironmentDifference.ShortHash(responder)}"
            : "";

    /// <summary>Of both ends: a request is sent again by one, a response by the other. UDP has none to count.</summary>
    private static long? Retransmits(TrialResult? result) =>
        result?.Initiator.Tcp is null && result?.Responder.Tcp is null
            ? null
            : (result.Initiator.Tcp?.Retransmits ?? 0) + (result.Responder.Tcp?.Retransmits ?? 0);
}
