using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges.Tcp;

/// <summary>The seldom path of a TCP exchange: a call that moved less than it was asked to.</summary>
internal sealed unsafe class TcpTransfer(int socket, string otherEnd, TrialLimits limits)
{
    /// <param name="moved">What the first call returned.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FinishSending(MessageBuffer message, nint moved, int errno)
    {
        nint sent = 0;
        while (true)
        {
            if (moved >= 0) sent += moved;
            else if (errno != Errno.Interrupted) throw Failure(errno);
            if (sent == message.Length) return;
            moved = Libc.Send(socket, message.Bytes + sent, message.Length - sent, Libc.NoSignal);
            errno = moved < 0 ? Marshal.GetLastSystemError() : 0;
        }
    }

    /// <returns>False when the other end closed before the first byte; then nothing is missing.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool FinishReceiving(MessageBuffer message, nint moved, int errno)
    {
        nint received = 0;
        while (true)
        {
            if (moved > 0) received += moved;
            else if (moved == 0) return Closed(message, received);
            else if (errno != Errno.Interrupted) throw Failure(errno);
            if (received == message.Length) return true;
            moved = Libc.Receive(socket, message.Bytes + received, message.Length - received, Libc.WaitAll);
            errno = moved < 0 ? Marshal.GetLastSystemError() : 0;
        }
    }

    private bool Closed(MessageBuffer message, nint received)
    {
        limits.ThrowIfOver();
        return received == 0
            ? false
            : throw new TrialFailedException(
                FailureKind.PeerClosed,
                $"The {otherEnd} closed the connection {received} bytes into a message of {message.Length}.");
    }

    private TrialFailedException Failure(int errno) => limits.IsOver ? limits.Verdict() : Errno.ToFailure(errno, otherEnd);
}
