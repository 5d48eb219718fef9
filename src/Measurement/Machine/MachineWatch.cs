using System.Diagnostics;
using System.Net;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Machine;

/// <summary>The kernel's counters at one moment; two of them make a <see cref="MachineDelta"/>.</summary>
public readonly record struct MachineReading
{
    internal LinkCounters? Link { get; init; }

    internal SoftnetStat? Softnet { get; init; }

    internal SnmpTable Protocols { get; init; }

    internal long? ThrottledPeriods { get; init; }

    /// <summary>From <see cref="WallClock"/>.</summary>
    internal long WallAheadNs { get; init; }
}

/// <summary>Reads what else happened at an endpoint around a trial: a few open files and one question to the kernel, no process started.</summary>
/// <remarks>For one thread at a time. Everything is of the network namespace that the making thread stood in, but the receive queues, which are the machine's.</remarks>
public sealed class MachineWatch(IPAddress dataAddress) : IDisposable
{
    private readonly ProcFile? _softnet = ProcFile.TryOpen("/proc/net/softnet_stat");
    private readonly ProcFile? _snmp = ProcFile.TryOpen("/proc/thread-self/net/snmp");
    private readonly CgroupThrottling _throttling = new();
    private DataLink? _link = DataLink.TryFind(dataAddress);

    public MachineReading Read()
    {
        var link = _link?.Read();
        if (link is null) link = FindLinkAgain();
        return new MachineReading
        {
            Link = link,
            Softnet = _softnet is null ? null : SoftnetStat.Parse(_softnet.Read()),
            Protocols = _snmp is null ? default : SnmpTable.Parse(_snmp.Read()),
            ThrottledPeriods = _throttling.Periods(),
            WallAheadNs = WallClock.AheadNs(),
        };
    }

    /// <summary>Blocks until the interface has carried nothing for so long: what the last trial left behind shall not meet this one. It gives up after <see cref="TrialSettings.MostDrains"/> times that.</summary>
    /// <param name="ns">0 returns at once.</param>
    public void AwaitStillness(long ns, CancellationToken stop)
    {
        if (ns <= 0) return;
        var (waited, still, last) = (Stopwatch.StartNew(), Stopwatch.StartNew(), Packets());
        while (still.Elapsed.TotalNanoseconds < ns && waited.Elapsed.TotalNanoseconds < TrialSettings.MostDrains * (double)ns)
        {
            if (stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(ns / 10e6))) return;
            var now = Packets();
            if (now != last) still.Restart();
            last = now;
        }

        (long, long)? Packets() => _link?.Read() is { } link ? (link.PacketsIn, link.PacketsOut) : null;
    }

    public MachineDelta Since(MachineReading before)
    {
        var link = _link;
        var now = Read();
        return new MachineDelta(
            // Counters of another interface of the same address say nothing about the trial.
            link is not null && ReferenceEquals(link, _link) ? link.Between(before.Link, now.Link) : null,
            now.Softnet?.Dropped - before.Softnet?.Dropped,
            now.Softnet?.Squeezed - before.Softnet?.Squeezed,
            now.Protocols.TcpRetransmits - before.Protocols.TcpRetransmits,
            now.Protocols.UdpReceiveErrors - before.Protocols.UdpReceiveErrors,
            now.Protocols.ReassemblyFailures - before.Protocols.ReassemblyFailures,
            now.ThrottledPeriods - before.ThrottledPeriods,
            now.WallAheadNs - before.WallAheadNs);
    }

    public void Dispose()
    {
        _softnet?.Dispose();
        _snmp?.Dispose();
        _throttling.Dispose();
        _link?.Dispose();
    }

    /// <summary>An interface may be made anew under a living agent, and then has another number.</summary>
    private LinkCounters? FindLinkAgain()
    {
        _link?.Dispose();
        _link = DataLink.TryFind(dataAddress);
        return _link?.Read();
    }
}
