using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Exchanges.Udp;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Native;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>A UDP window by netperf's rules: any datagram is the response, and one that never comes is waited for until the alarm.</summary>
/// <remarks>
/// After <c>send_omni_inner</c> of netperf 2.7's <c>nettest_omni.c</c> without option <c>-e</c>. The warm-up, which netperf does not
/// have, tries again after a loss; what may still be under way then is thrown away before the window.
/// </remarks>
internal sealed unsafe class NetperfUdpInitiator(
    int socket, UnconnectedDatagrams datagrams, MessageBuffer request, MessageBuffer response, LatencyRecorder latency, TrialLimits limits, WindowAlarm alarm)
    : InitiatorLoop
{
    private const long SilentForNs = 5_000_000_000;

    // A straggler that has not come by then is not likely to come at all.
    private const long StragglersNs = 100_000_000;

    private readonly long _silentSince = TrialLimits.NowNs;
    private bool _answered;
    private bool _triedAgain;

    private enum Next
    {
        Wait,
        TryAgain,
        End,
    }

    /// <summary>For the warm-up; without it a first datagram that is lost would be waited for in vain.</summary>
    public void ArmWarmup() => Arm(AdaptiveTimeout.CeilingNs);

    public override void BeginWindow(in WindowLength length)
    {
        if (_triedAgain)
        {
            Arm(StragglersNs);
            while (datagrams.Receive(response.Bytes, response.Length) >= 0) limits.ThrowIfOver();
        }

        Arm(0);
        alarm.Set(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override WindowCount Run(in WindowLength length)
    {
        var recorder = latency;
        byte* requestAt = request.Bytes, responseAt = response.Bytes;
        nint requestBytes = request.Length, responseBytes = response.Length;
        var atMost = length.AtMost;

        var firstAt = Stopwatch.GetTimestamp();
        var endAt = firstAt + length.DurationNs;
        var (exchanges, startedAt, lastNs) = (0L, firstAt, -1L);
        while (true)
        {
            if (datagrams.Send(requestAt, requestBytes) != requestBytes) NotSent(Marshal.GetLastSystemError());

            // The previous exchange is recorded here, while the request travels, and not on the way to sending it.
            if (lastNs >= 0) recorder.Record(lastNs);

            nint done = 0;
            var next = Next.Wait;
            do
            {
                var moved = datagrams.Receive(responseAt + done, responseBytes - done);
                if (moved > 0) done += moved;
                else next = After(moved, Marshal.GetLastSystemError());
            }
            while (done < responseBytes && next == Next.Wait);

            if (next == Next.End) return new WindowCount(exchanges, firstAt, startedAt, -1, startedAt - firstAt);
            var now = Stopwatch.GetTimestamp();
            lastNs = next == Next.Wait ? now - startedAt : -1;
            startedAt = now;
            if (next == Next.TryAgain) continue;
            _answered = true;
            exchanges++;
            if (exchanges >= atMost || now >= endAt) return new WindowCount(exchanges, firstAt, now, lastNs, now - firstAt);
        }
    }

    /// <param name="moved">0, or -1 with its <paramref name="errno"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Next After(nint moved, int errno)
    {
        limits.ThrowIfOver();
        if (alarm.Rang) return Next.End;
        // An empty datagram is never data.
        if (moved == 0 || errno == Errno.Interrupted) return Next.Wait;
        if (errno != Errno.TryAgain) throw Errno.ToFailure(errno, "responder");
        if (!_answered && TrialLimits.NowNs - _silentSince > Math.Min(SilentForNs, limits.PatienceNs))
            throw new TrialFailedException(FailureKind.NoResponse, "Not one response came: every datagram was lost.");
        _triedAgain = true;
        return Next.TryAgain;
    }

    /// <summary>What the kernel had no room for is waited for as if it had been sent; everything else ends netperf too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotSent(int errno)
    {
        limits.ThrowIfOver();
        if (errno is not (Errno.NoBuffers or Errno.OutOfMemory or Errno.Interrupted)) throw Errno.ToFailure(errno, "responder");
    }

    private void Arm(long ns)
    {
        if (!SocketTuning.TrySetReceiveTimeout(socket, ns)) throw Errno.ToFailure(Marshal.GetLastSystemError(), "responder");
    }
}
