using System.Diagnostics;
using System.Net.Sockets;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement;

/// <summary>The two things that cut a trial short: the stop token and the deadline.</summary>
/// <remarks>
/// A blocked call can't look at a clock, and a timeout on the socket would arm a kernel timer at every exchange. So the cut comes
/// from outside: the socket is shut down, and the blocked call returns.
/// </remarks>
internal sealed class TrialLimits : IDisposable
{
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _cut;
    private readonly TimeSpan _length;

    /// <param name="start">Where the window does not begin before an instant; null: after the warm-up.</param>
    public TrialLimits(ExchangePlan plan, CancellationToken stop, StartInstant? start = null)
    {
        var settings = plan.Settings;
        var together = start is null ? 0 : Math.Max(0, start.AtNs - NowNs) + settings.CooldownNs;
        // A timer takes at most some 49 days; a trial that long has no other end than the stop token.
        var ms = (together + settings.WarmupNs + (settings.DurationNs ?? 0) + (double)settings.TimeoutNs) / 1e6;
        _length = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(ms), 0, int.MaxValue));
        _stop = stop;
        _cut = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _cut.CancelAfter(_length);
        PatienceNs = Math.Min(settings.TimeoutNs, LongestPatienceNs);
    }

    /// <summary>How long an end waits for the first sign of the other one: 10 s, or the plan's timeout if that is less.</summary>
    public long PatienceNs { get; }

    private static long LongestPatienceNs => 10_000_000_000;

    // The token itself too: it is set before it reaches the source that is linked to it, and the other end may be faster than that.
    public bool IsOver => _stop.IsCancellationRequested || _cut.IsCancellationRequested;

    /// <summary>From now on a cut shuts <paramref name="socket"/> down. Dispose the result before the socket.</summary>
    public CancellationTokenRegistration Guard(Socket socket) => _cut.Token.Register(static state => ShutDown((Socket)state!), socket);

    /// <summary>From now on a cut does <paramref name="end"/> as well, on whatever thread cuts.</summary>
    public CancellationTokenRegistration OnCut(Action end) => _cut.Token.Register(end);

    public void ThrowIfOver()
    {
        if (IsOver) throw Verdict();
    }

    /// <summary>Waits without holding up a cut.</summary>
    public void Wait(TimeSpan time)
    {
        _cut.Token.WaitHandle.WaitOne(time);
        ThrowIfOver();
    }

    public TrialFailedException Verdict() => _stop.IsCancellationRequested
        ? new(FailureKind.Stopped, "The trial was told to stop.")
        : new(FailureKind.Timeout, $"The trial was not over at its deadline, {_length.TotalSeconds:0.###} s after it began.");

    public void Dispose() => _cut.Dispose();

    /// <summary>Nanoseconds of the clock that everything here is timed by; on Linux one tick of it is one nanosecond.</summary>
    public static long NowNs => Stopwatch.GetTimestamp();

    /// <summary>Makes a call that is blocked on <paramref name="socket"/> return. Not connected any more, there is nothing to wake.</summary>
    /// <remarks>Not by <see cref="Socket.Shutdown"/>: after that the framework no longer says whom the socket was connected to.</remarks>
    public static void ShutDown(Socket socket) => _ = Libc.Shutdown((int)socket.Handle, Libc.BothDirections);
}
