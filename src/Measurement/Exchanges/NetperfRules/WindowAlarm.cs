using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>The end of a timed window as netperf has it: the call that blocks then returns, whatever it waits for.</summary>
/// <remarks>
/// netperf is interrupted by a signal, which this process's runtime leaves no place for; here the socket is shut down. It comes a little
/// late on purpose: an exchange that ends after the window is told by its time, and one cut off before the end could not be.
/// </remarks>
internal sealed class WindowAlarm : IDisposable
{
    /// <summary><c>SHUT_RD</c>: wakes a receive, also of a socket that is not connected, and lets the good-bye out.</summary>
    public const int Receiving = 0;

    private const long LateMs = 2;

    private readonly Timer _timer;
    private volatile bool _rang;

    /// <param name="how">What of the socket is shut down: <see cref="Receiving"/> or <see cref="Libc.BothDirections"/>.</param>
    public WindowAlarm(int socket, int how) => _timer = new Timer(_ =>
    {
        _rang = true;
        _ = Libc.Shutdown(socket, how);
    });

    public bool Rang => _rang;

    public void Set(in WindowLength window)
    {
        if (window.IsTimed) _timer.Change((window.DurationNs / 1_000_000) + LateMs, Timeout.Infinite);
    }

    /// <summary>Returns when the alarm has rung or never will: the socket's number may be another's after that.</summary>
    public void Dispose()
    {
        using var quiet = new ManualResetEvent(false);
        if (_timer.Dispose(quiet)) quiet.WaitOne();
    }
}
