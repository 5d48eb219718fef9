using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>netserver's side: a request is as many bytes as it is large, in however many datagrams, and the answer goes where the last one came from.</summary>
/// <remarks>Nobody but the initiator is answered; netserver answers whoever sends, and so would help an attack on a third.</remarks>
internal sealed unsafe class NetperfUdpResponder(
    UnconnectedDatagrams datagrams, MessageBuffer request, MessageBuffer response, TrialLimits limits) : ResponderLoop
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
            var moved = datagrams.Receive(request.Bytes + done, length - done);
            if (moved > 0 && datagrams.IsFromPeer()) done += moved;
            else if (moved <= 0 && !GoOn(moved, Marshal.GetLastSystemError())) return false;
        }
        while (done < length);

        length = response.Length;
        if (datagrams.Send(response.Bytes, length) != length) NotSent(Marshal.GetLastSystemError());
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoOn(nint moved, int errno)
    {
        limits.ThrowIfOver();
        // An empty datagram ends the test, and so does the shutdown when the side channel is closed.
        if (moved == 0) return false;
        return errno == Errno.Interrupted ? true : throw Errno.ToFailure(errno, "initiator");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotSent(int errno)
    {
        limits.ThrowIfOver();
        if (!Errno.LosesDatagram(errno) && errno != Errno.Interrupted) throw Errno.ToFailure(errno, "initiator");
    }
}
