namespace ActorBench.Messages.Plans;

public enum Protocol
{
    Tcp,
    Udp,
}

/// <summary>Which rules say what a trial counted.</summary>
public enum Timing
{
    /// <summary>The clock stops at the last completed exchange.</summary>
    Strict,

    /// <summary>netperf's: the exchange in flight at the end is not counted, its time is.</summary>
    Netperf,
}

/// <summary>What a cell is measured for.</summary>
public enum CellRole
{
    /// <summary>A combination of levels that the campaign file names.</summary>
    Measured,

    /// <summary>The baseline once more under a second label: two equal things whose measured difference must contain none.</summary>
    Twin,

    /// <summary>A cheap cell of the baseline at both ends of every block: what changes in it is the machine's drift.</summary>
    Sentinel,
}

/// <summary>Which program makes the exchanges.</summary>
public enum Engine
{
    Native,
    Netperf,
}

/// <summary>One combination of the levels of platform, protocol and size, and of concurrency where that is a factor.</summary>
/// <param name="SizeClass">The size class the campaign file gave the size, <c>all</c> where it gave none.</param>
/// <param name="Concurrency">Pairs at work at once; null where the campaign makes no factor of it.</param>
public sealed record Cell(
    string Platform,
    Protocol Protocol,
    string SizeClass,
    int RequestBytes,
    int ResponseBytes,
    CellRole Role = CellRole.Measured,
    Engine Engine = Engine.Native,
    int? Concurrency = null)
{
    /// <summary>The platform as results name it, so that a twin or a sentinel is never taken for a measured cell. No platform's name holds a dot.</summary>
    public string Label => Role switch
    {
        CellRole.Twin => Platform + ".twin",
        CellRole.Sentinel => Platform + ".sentinel",
        _ => Platform,
    };
}

/// <summary>One planned measurement: a cell, on a pair, in a block.</summary>
/// <param name="Number">Place in the plan's order, from 1; the trial's identity within its campaign.</param>
/// <param name="Block">From 1.</param>
/// <param name="Repetition">From 1.</param>
public sealed record TrialSpec(int Number, int Block, int Repetition, PairId Pair, Cell Cell);

/// <summary>What all trials of a campaign have in common. Times are nanoseconds.</summary>
/// <param name="DurationNs">Length of the window; null where <paramref name="Exchanges"/> sets it.</param>
/// <param name="Exchanges">Exchanges in the window; null where <paramref name="DurationNs"/> sets it.</param>
/// <param name="TimeoutNs">Time beyond the expected length after which the attempt fails.</param>
/// <param name="DrainNs">How long the initiator's interface carries nothing before a trial begins; 0: it begins at once.</param>
public sealed record TrialSettings(
    Timing Timing,
    long? DurationNs,
    long? Exchanges,
    long MinExchanges,
    long WarmupNs,
    long TimeoutNs,
    SocketOptions Sockets,
    long DrainNs = 0)
{
    /// <summary>The interface may never fall still; a trial begins after so many times <see cref="DrainNs"/> all the same.</summary>
    public const int MostDrains = 10;

    /// <summary>
    /// How long the initiator of a trial that began together with others goes on exchanging, uncounted, so that no other window of its round ends
    /// without company: twice the skew that makes a trial invalid. Only where a duration ends the windows, and netperf's alarm does not.
    /// </summary>
    public long CooldownNs => Timing == Timing.Strict && DurationNs is { } window ? Math.Max(window / 50, 5_000_000) : 0;
}

/// <summary>The closed list of socket options that a campaign may ask for; null leaves the kernel's default.</summary>
/// <param name="SendBufferBytes">SO_SNDBUF as asked; Linux doubles it and stops tuning the buffer itself.</param>
/// <param name="ReceiveBufferBytes">SO_RCVBUF as asked.</param>
public sealed record SocketOptions(bool NoDelay = false, int? SendBufferBytes = null, int? ReceiveBufferBytes = null)
{
    /// <summary>Sockets as netperf leaves them.</summary>
    public static SocketOptions Untouched { get; } = new();
}
