using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>netserver's side: a request may be cut off by the initiator's alarm, and that is no more than the end of the test.</summary>
internal sealed unsafe class NetperfTcpResponder(int socket, MessageBuffer request, MessageBuffer response, TrialLimits limits) : ResponderLoop
{
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
        nint length = request.Length, done = 0;
        do
        {
            var moved = Libc.Receive(socket, request.Bytes + done, length - done, 0);
            if (moved > 0) done += moved;
            else if (!GoOn(moved, Marshal.GetLastSystemError())) return false;
        }
        while (done < length);

        (length, done) = (response.Length, 0);
        do
        {
            var moved = Libc.Send(socket, response.Bytes + done, length - done, Libc.NoSignal);
            if (moved > 0) done += moved;
            else if (!GoOn(moved, Marshal.GetLastSystemError())) return false;
        }
        while (done < length);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOn(nint moved, int errno)
    {
        if (moved < 0 && errno == Errno.Interrupted) return true;
        limits.ThrowIfOver();
        // An initiator that was cut off in the middle of a response leaves by a reset.
        if (moved == 0 || errno is Errno.ConnectionReset or Errno.BrokenPipe) return false;
        throw Errno.ToFailure(errno, "initiator");
    }
}
