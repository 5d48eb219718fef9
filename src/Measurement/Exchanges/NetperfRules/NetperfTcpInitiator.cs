using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>A TCP window by netperf's rules: as many receives as it takes to have the response whole, and an alarm that cuts off the exchange in flight.</summary>
/// <remarks>After <c>send_omni_inner</c>, <c>send_data</c> and <c>recv_data</c> of netperf 2.7's <c>nettest_omni.c</c>. A short send, by which netperf ends its test, is continued.</remarks>
internal sealed unsafe class NetperfTcpInitiator(
    int socket, MessageBuffer request, MessageBuffer response, LatencyRecorder latency, TrialLimits limits, WindowAlarm alarm) : InitiatorLoop
{
    public override void BeginWindow(in WindowLength length) => alarm.Set(length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override WindowCount Run(in WindowLength length)
    {
        var (fd, recorder) = (socket, latency);
        byte* requestAt = request.Bytes, responseAt = response.Bytes;
        nint requestBytes = request.Length, responseBytes = response.Length;
        var atMost = length.AtMost;

        var firstAt = Stopwatch.GetTimestamp();
        var endAt = firstAt + length.DurationNs;
        var (exchanges, startedAt, lastNs) = (0L, firstAt, -1L);
        while (true)
        {
            nint done = 0;
            do
            {
                var moved = Libc.Send(fd, requestAt + done, requestBytes - done, Libc.NoSignal);
                if (moved > 0) done += moved;
                else if (!GoOn(moved, Marshal.GetLastSystemError())) return new WindowCount(exchanges, firstAt, startedAt, lastNs, startedAt - firstAt);
            }
            while (done < requestBytes);

            // The previous exchange is recorded here, while the request travels, and not on the way to sending it.
            if (lastNs >= 0) recorder.Record(lastNs);

            done = 0;
            do
            {
                var moved = Libc.Receive(fd, responseAt + done, responseBytes - done, 0);
                if (moved > 0) done += moved;
                else if (!GoOn(moved, Marshal.GetLastSystemError())) return new WindowCount(exchanges, firstAt, startedAt, -1, startedAt - firstAt);
            }
            while (done < responseBytes);

            var now = Stopwatch.GetTimestamp();
            lastNs = now - startedAt;
            startedAt = now;
            exchanges++;
            if (exchanges >= atMost || now >= endAt) return new WindowCount(exchanges, firstAt, now, lastNs, now - firstAt);
        }
    }

    /// <returns>False when the alarm has ended the window.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOn(nint moved, int errno)
    {
        if (moved < 0 && errno == Errno.Interrupted) return true;
        limits.ThrowIfOver();
        if (alarm.Rang) return false;
        throw moved == 0
            ? new TrialFailedException(FailureKind.PeerClosed, "The responder closed the connection inside the trial.")
            : Errno.ToFailure(errno, "responder");
    }
}
