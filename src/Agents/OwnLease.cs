using System.Diagnostics;

namespace ActorBench.Agents;

/// <summary>How long an endpoint may do what it was told: the end comes by its own monotonic clock, however silent everybody is.</summary>
/// <param name="over">Called once the end has come, on any thread.</param>
internal sealed class OwnLease(Action over) : IDisposable
{
    private const long NoEnd = long.MaxValue;

    private Timer? _timer;
    private CancellationTokenSource? _stop;

    /// <summary>Nanoseconds; on Linux one tick of this clock is one.</summary>
    public static long NowNs => Stopwatch.GetTimestamp();

    public long EndsNs { get; private set; } = NoEnd;

    public bool IsOver => NowNs >= EndsNs;

    public void HoldFor(TimeSpan? time) => HoldUntil(time is { } some ? NowNs + (long)some.TotalNanoseconds : null);

    /// <summary>Takes the place of the end before; null: no end.</summary>
    public void HoldUntil(long? endsNs)
    {
        EndsNs = endsNs ?? NoEnd;
        _timer ??= new Timer(_ => over(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Left(), Timeout.InfiniteTimeSpan);
        _stop?.CancelAfter(Left());
    }

    /// <summary>From now on the end of the lease cancels <paramref name="stop"/>, without a detour that a machine which has just woken up may take its time for.</summary>
    public void Guard(CancellationTokenSource stop)
    {
        _stop = stop;
        stop.CancelAfter(Left());
    }

    /// <summary>The attempt is over.</summary>
    public void Unguard() => _stop = null;

    public void Dispose() => _timer?.Dispose();

    /// <summary>A timer takes at most some 49 days.</summary>
    private TimeSpan Left() => EndsNs == NoEnd
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((EndsNs - NowNs) / 1e6), 0, int.MaxValue));
}
