using System.Runtime.CompilerServices;

namespace ActorBench.HostNode.Labs.Wire;

/// <summary>A store-and-forward switch: holds every frame for its time on the link it came by, and again on the link it leaves by.</summary>
/// <remarks>
/// Times count from the kernel's stamp of a frame's arrival, not from when this thread got to see it. It sleeps until shortly before the
/// next frame is due and spins for the rest, since a timer comes late by more than a short frame takes: as long before as <see cref="WakingUp"/>
/// has learnt of this machine. Nothing is allocated once it runs.
/// </remarks>
internal sealed unsafe class SerialisingSwitch
{
    private const int QueueFrames = 4096;

    /// <summary>A stamp older than that is a wall clock that was set, not a late thread.</summary>
    private const long OldestStampNs = 20_000_000;

    private readonly int[] _sockets;
    private readonly FrameQueue[] _queues;
    private readonly PacketCalls.PollEntry[] _polled;
    private readonly byte[] _buffer;
    private readonly LinkTimes _links;
    private readonly MacTable _macs = new();
    private readonly WireCounters _counters;
    private readonly WakingUp _wakingUp = new();
    private long _wallAheadNs = PacketCalls.WallAheadNs();

    /// <param name="mtu">Largest IP packet; a frame is 14 bytes longer, 18 with a VLAN's tag.</param>
    public SerialisingSwitch(long bitsPerSecond, int mtu, IReadOnlyList<string> ports, WireCounters counters)
    {
        _links = new LinkTimes(bitsPerSecond, ports.Count);
        _counters = counters;
        _sockets = [.. ports.Select(PacketCalls.OpenPort)];
        _queues = [.. ports.Select(_ => new FrameQueue(QueueFrames, mtu + 18))];
        _buffer = GC.AllocateArray<byte>(mtu + 18, pinned: true);
        _polled = [.. _sockets.Select(socket => new PacketCalls.PollEntry { Socket = socket, Events = PacketCalls.PollIn })];
    }

    /// <summary>Forwards until <paramref name="stop"/>; a switch without traffic looks for it every quarter of a second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var busy = false;
            for (var port = 0; port < _sockets.Length; port++)
            {
                busy |= TakeFrame(port);
                busy |= SendDue(port);
            }

            if (!busy) Rest();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeFrame(int port)
    {
        int length;
        long stamp;
        fixed (byte* buffer = _buffer) length = PacketCalls.Receive(_sockets[port], buffer, _buffer.Length, out stamp);
        if (length < 14) return false;
        var frame = new ReadOnlySpan<byte>(_buffer, 0, length);
        var has = _links.Arrive(port, length, Arrived(stamp));
        _macs.Learn(frame, port);
        var to = _macs.PortFor(frame);
        for (var other = 0; other < _queues.Length; other++)
        {
            if (other == port || (to != MacTable.Everywhere && to != other)) continue;
            if (_queues[other].IsFull) _counters.CountDrop();
            else _queues[other].Add(frame, _links.Leave(other, length, has));
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SendDue(int port)
    {
        var (queue, sent) = (_queues[port], false);
        while (queue.Due <= PacketCalls.MonotonicNs())
        {
            if (PacketCalls.Send(_sockets[port], queue.First)) _counters.CountFrame(PacketCalls.MonotonicNs() - queue.Due);
            else _counters.CountDrop();
            queue.Drop();
            sent = true;
        }

        return sent;
    }

    private long Arrived(long stamp)
    {
        var now = PacketCalls.MonotonicNs();
        var arrived = stamp - _wallAheadNs;
        return stamp != 0 && arrived <= now && now - arrived <= OldestStampNs ? arrived : now;
    }

    private void Rest()
    {
        // Sockets are looked at between any two sleeps, so a clock that is slewed is followed.
        _wallAheadNs = PacketCalls.WallAheadNs();
        var due = long.MaxValue;
        foreach (var queue in _queues) due = Math.Min(due, queue.Due);
        if (due == long.MaxValue)
        {
            PacketCalls.Wait(_polled, 250_000_000);
            return;
        }

        var wake = due - _wakingUp.LatenessNs;
        var sleep = wake - PacketCalls.MonotonicNs();
        if (sleep > 0 && !PacketCalls.Wait(_polled, sleep)) _wakingUp.Observe(PacketCalls.MonotonicNs() - wake);
    }
}
