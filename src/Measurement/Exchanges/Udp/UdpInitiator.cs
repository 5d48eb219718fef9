using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.Udp;

/// <summary>The timed part of a UDP trial: one datagram out, the one with the same number in, one look at the clock.</summary>
internal sealed unsafe class UdpInitiator(
    int socket, MessageBuffer request, MessageBuffer response, LatencyRecorder latency, UdpRecovery recovery) : InitiatorLoop
{
    private ulong _number;

    public override LossCount Losses => recovery.Losses;

    public override void ForgetLosses() => recovery.Losses = default;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override WindowCount Run(in WindowLength length)
    {
        var (fd, recorder, mask, number, timeout) = (socket, latency, recovery.Mask, _number, recovery.Timeout);
        byte* requestAt = request.Bytes, responseAt = response.Bytes;
        nint requestBytes = request.Length, responseBytes = response.Length;
        var (atLeast, atMost) = (length.AtLeast, length.AtMost);

        var firstAt = Stopwatch.GetTimestamp();
        var endAt = firstAt + length.DurationNs;
        var (exchanges, startedAt, lastAt, lastNs, busyNs, stalledNs) = (0L, firstAt, firstAt, -1L, 0L, 0L);
        while (true)
        {
            number++;
            // The buffers are longer than eight bytes whatever the message is.
            *(ulong*)requestAt = number;
            var moved = Libc.Send(fd, requestAt, requestBytes, Libc.NoSignal);
            if (moved != requestBytes) recovery.NotSent(Marshal.GetLastSystemError());

            // The previous exchange is recorded here, while the request travels, and not on the way to sending it.
            if (lastNs >= 0) recorder.Record(lastNs);

            // With this flag the kernel tells a datagram's true length, so one that is too long is not taken for the response.
            moved = Libc.Receive(fd, responseAt, responseBytes, Libc.Truncated);
            var completed = true;
            while (moved != responseBytes || ((*(ulong*)responseAt ^ number) & mask) != 0)
            {
                var errno = Marshal.GetLastSystemError();
                completed = recovery.GoOnWaiting(moved, errno, *(ulong*)responseAt, number, startedAt);
                if (!completed) break;
                moved = Libc.Receive(fd, responseAt, responseBytes, Libc.Truncated);
            }

            var now = Stopwatch.GetTimestamp();
            if (completed)
            {
                lastNs = now - startedAt;
                lastAt = now;
                busyNs += lastNs;
                exchanges++;
                if (timeout.Observe(lastNs)) recovery.Arm();
            }
            else
            {
                stalledNs += now - startedAt;
                lastNs = -1;
            }

            startedAt = now;
            if (exchanges >= atMost || (now >= endAt && exchanges >= atLeast)) break;
        }

        _number = number;
        return new WindowCount(exchanges, firstAt, lastAt, lastNs, busyNs, stalledNs);
    }
}
