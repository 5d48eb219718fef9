using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges.Tcp;

/// <summary>The timed part of a TCP trial: a whole request out, a whole response in, one look at the clock.</summary>
internal sealed unsafe class TcpInitiator(
    int socket, MessageBuffer request, MessageBuffer response, LatencyRecorder latency, TrialLimits limits) : InitiatorLoop
{
    private readonly TcpTransfer _transfer = new(socket, "responder", limits);

    // Compiled once and fully, on its first call in the warm-up: nothing is compiled again while a window is open.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override WindowCount Run(in WindowLength length)
    {
        var (fd, recorder) = (socket, latency);
        byte* requestAt = request.Bytes, responseAt = response.Bytes;
        nint requestBytes = request.Length, responseBytes = response.Length;
        var (atLeast, atMost) = (length.AtLeast, length.AtMost);

        var firstAt = Stopwatch.GetTimestamp();
        var endAt = firstAt + length.DurationNs;
        var (exchanges, startedAt, lastNs) = (0L, firstAt, 0L);
        while (true)
        {
            var moved = Libc.Send(fd, requestAt, requestBytes, Libc.NoSignal);
            if (moved != requestBytes) _transfer.FinishSending(request, moved, Marshal.GetLastSystemError());

            // The previous exchange is recorded here, while the request travels, and not on the way to sending it.
            if (exchanges != 0) recorder.Record(lastNs);

            moved = Libc.Receive(fd, responseAt, responseBytes, Libc.WaitAll);
            if (moved != responseBytes) FinishReceiving(moved, Marshal.GetLastSystemError());

            var now = Stopwatch.GetTimestamp();
            lastNs = now - startedAt;
            startedAt = now;
            exchanges++;
            if (exchanges >= atMost || (now >= endAt && exchanges >= atLeast))
                return new WindowCount(exchanges, firstAt, now, lastNs, BusyNs: now - firstAt);
        }
    }

    private void FinishReceiving(nint moved, int errno)
    {
        if (!_transfer.FinishReceiving(response, moved, errno))
            throw new TrialFailedException(FailureKind.PeerClosed, "The responder closed the connection inside the trial.");
    }
}
