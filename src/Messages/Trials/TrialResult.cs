namespace ActorBench.Messages.Trials;

/// <summary>What the initiator counted inside the window; rates are derived from it on demand.</summary>
/// <param name="Exchanges">Completed exchanges.</param>
/// <param name="BytesOut">Request bytes of completed exchanges.</param>
/// <param name="BytesIn">Response bytes of completed exchanges.</param>
/// <param name="ElapsedNs">Window without <paramref name="StalledNs"/>, up to the last completed exchange.</param>
/// <param name="Lost">Exchanges given up after the adaptive timeout (UDP).</param>
/// <param name="Late">Responses that came after their exchange had been given up.</param>
/// <param name="Duplicate">Responses to an exchange that was already complete.</param>
/// <param name="StalledNs">Time spent waiting for exchanges that were then given up.</param>
public sealed record ExchangeCounters(
    long Exchanges,
    long BytesOut,
    long BytesIn,
    long ElapsedNs,
    long Lost = 0,
    long Late = 0,
    long Duplicate = 0,
    long StalledNs = 0);

/// <summary>Latency of the completed exchanges of one trial; a figure that does not exist, as of no exchange, is null.</summary>
/// <param name="Histogram">HdrHistogram V2, compressed; unit 1 ns, 1 ns to 1 h, 3 digits. Empty of a trial that netperf made.</param>
public sealed record LatencySummary(long? P50Ns, long? P90Ns, long? P99Ns, long? MaxNs, byte[] Histogram);

/// <summary>TCP_INFO at the end of the trial, of the whole connection; null where the kernel is too old to say, or netperf, which made the exchanges, does not.</summary>
/// <param name="Retransmits">Segments sent again.</param>
/// <param name="SegmentsOut">All that were sent, as the wire sees them.</param>
/// <param name="BytesSent">Payload, with what was sent again.</param>
/// <param name="Timestamps">Whether each segment carries them: 12 bytes.</param>
public sealed record TcpFacts(
    long Retransmits,
    long? RttUs,
    long? RttVarianceUs,
    long? SegmentsOut = null,
    long? SegmentsIn = null,
    long? BytesSent = null,
    bool? Timestamps = null);

/// <summary>CPU time of the whole machine over the window, in clock ticks of 10 ms summed over its processors.</summary>
/// <param name="User">Nice included; guests' time is inside user already.</param>
public sealed record CpuTicks(long User, long System, long Irq, long SoftIrq, long Steal, long Idle)
{
    public long Busy => User + System + Irq + SoftIrq + Steal;

    public long All => Busy + Idle;

    /// <summary>Per cent of all processors; null where the window was too short for a tick.</summary>
    public double? BusyPercent => All <= 0 ? null : 100.0 * Busy / All;
}

/// <summary>The data socket as it was when the trial ended.</summary>
/// <param name="Peer">Address and port; <see cref="Unconnected"/> for a UDP socket that was told them at every call, which costs a little.</param>
public sealed record SocketFacts(string Local, string Peer, bool NoDelay, int SendBufferBytes, int ReceiveBufferBytes)
{
    public const string Unconnected = "unconnected";
}

/// <param name="WarmupExchanges">Exchanges before the window; not in <paramref name="Counters"/>.</param>
/// <param name="StartedAt">Wall clock, a label only.</param>
/// <param name="Cpu">Processor that the measuring thread was pinned to, or null.</param>
/// <param name="Machine">What else happened at this end around the window; null where it was not looked at.</param>
/// <param name="Environment">Hash of this end's environment fingerprint; null where none was taken.</param>
/// <param name="Window">Null of a trial that an older build stored.</param>
/// <param name="CooldownExchanges">Exchanges after the window, while other pairs' windows were open; not in <paramref name="Counters"/>.</param>
/// <param name="AgentPercent">Processor time that this end's process took in the window beside its exchanges, in per cent of one processor; null of a trial that netperf made.</param>
public sealed record InitiatorReport(
    ExchangeCounters Counters,
    LatencySummary Latency,
    long WarmupExchanges,
    TcpFacts? Tcp,
    CpuTicks CpuTicks,
    SocketFacts Socket,
    DateTimeOffset StartedAt,
    int? Cpu,
    MachineDelta? Machine = null,
    string? Environment = null,
    WindowTimes? Window = null,
    long CooldownExchanges = 0,
    double? AgentPercent = null);

/// <summary>The window in CLOCK_MONOTONIC of its initiator.</summary>
/// <param name="StartedNs">When the first request was about to be sent.</param>
/// <param name="StoppedNs">When the last counted response had been received.</param>
public sealed record WindowTimes(long StartedNs, long StoppedNs);

/// <param name="Exchanges">All requests answered, warm-up and cool-down included.</param>
/// <param name="CpuTicks">From the end of the warm-up, as this end's clock sees it, to the last request.</param>
/// <param name="AgentPercent">As of an initiator, over the time of <paramref name="CpuTicks"/>.</param>
public sealed record ResponderReport(
    long Exchanges,
    long BytesIn,
    long BytesOut,
    TcpFacts? Tcp,
    CpuTicks CpuTicks,
    SocketFacts Socket,
    int? Cpu,
    MachineDelta? Machine = null,
    string? Environment = null,
    double? AgentPercent = null);

/// <summary>What is stored of an accepted attempt: both ends' counts and where they ran.</summary>
/// <param name="CpuScope"><c>shared</c> when both ends read the counters of one machine, else <c>apart</c>.</param>
/// <param name="Flags">Words such as <c>lossy</c>; empty for a clean trial.</param>
/// <param name="Wire">Null where no process of the lab holds frames.</param>
/// <param name="Start">How the trial began together with those of other pairs; null where it began alone.</param>
public sealed record TrialResult(
    InitiatorReport Initiator,
    ResponderReport Responder,
    string CpuScope,
    IReadOnlyList<string> Flags,
    WireDelta? Wire = null,
    StartFacts? Start = null);
