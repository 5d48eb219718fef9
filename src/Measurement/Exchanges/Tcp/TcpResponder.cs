using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.Tcp;

/// <summary>Stores a request whole before it forwards the response, as netperf's server does.</summary>
internal sealed unsafe class TcpResponder(int socket, MessageBuffer request, MessageBuffer response, TrialLimits limits) : ResponderLoop
{
    private readonly TcpTransfer _transfer = new(socket, "initiator", limits);

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

    /// <returns>False when the initiator closed between two exchanges.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AnswerOne()
    {
        nint length = request.Length;
        var moved = Libc.Receive(socket, request.Bytes, length, Libc.WaitAll);
        if (moved != length && !_transfer.FinishReceiving(request, moved, Marshal.GetLastSystemError())) return false;

        length = response.Length;
        moved = Libc.Send(socket, response.Bytes, length, Libc.NoSignal);
        if (moved != length) _transfer.FinishSending(response, moved, Marshal.GetLastSystemError());
        return true;
    }
}
