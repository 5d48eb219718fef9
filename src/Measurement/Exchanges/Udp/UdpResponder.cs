using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.Udp;

/// <summary>Answers each request with one datagram that carries the request's number.</summary>
internal sealed unsafe class UdpResponder(int socket, MessageBuffer request, MessageBuffer response, TrialLimits limits) : ResponderLoop
{
    private readonly ulong _mask = Sequence.Mask(request.Length, response.Length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool RunWarmup(long warmupNs)
    {
        var endAt = 0L;
        while (AnswerOne())
        {
            var now = Stopwatch.GetTimestamp();
            if (Answered++ == 0) endAt = now + warmupNs;
            if (now >= endAt) return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RunToEnd()
    {
        var answered = Answered;
        while (AnswerOne()) answered++;
        Answered = answered;
    }

    /// <returns>False when the initiator is through.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AnswerOne()
    {
        nint responseBytes = response.Length;
        while (true)
        {
            nint requestBytes = request.Length;
            while (true)
            {
                var received = Libc.Receive(socket, request.Bytes, requestBytes, Libc.Truncated);
                if (received == requestBytes) break;
                if (!GoOnListening(received, Marshal.GetLastSystemError())) return false;
            }

            var number = *(ulong*)request.Bytes & _mask;
            *(ulong*)response.Bytes = (*(ulong*)response.Bytes & ~_mask) | number;
            if (Libc.Send(socket, response.Bytes, responseBytes, Libc.NoSignal) == responseBytes) return true;
            NotSent(Marshal.GetLastSystemError());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOnListening(nint received, int errno)
    {
        limits.ThrowIfOver();
        // An empty datagram ends the test, as in netperf, and so does the shutdown when the side channel is closed. It is never data.
        if (received == 0) return false;
        // Another length is another exchange's, or somebody else's.
        if (received > 0) return true;
        return errno switch
        {
            // An initiator that has just closed its port refuses the last response; the side channel tells the rest.
            Errno.Interrupted or Errno.ConnectionRefused => true,
            _ => throw Errno.ToFailure(errno, "initiator"),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotSent(int errno)
    {
        limits.ThrowIfOver();
        if (!Errno.LosesDatagram(errno) && errno is not (Errno.Interrupted or Errno.ConnectionRefused)) throw Errno.ToFailure(errno, "initiator");
    }
}
