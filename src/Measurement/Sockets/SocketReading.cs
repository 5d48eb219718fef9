using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Sockets;

/// <summary>Patient reading outside the window: in slices, so that a cut is heeded and no timeout stays on the socket.</summary>
internal static class SocketReading
{
    public static TimeSpan Slice => TimeSpan.FromMilliseconds(100);

    public enum Outcome
    {
        Full,
        Closed,
        TooLate,
    }

    public static Outcome Fill(Socket socket, Span<byte> buffer, long untilNs, TrialLimits limits)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                limits.ThrowIfOver();
                if (TrialLimits.NowNs > untilNs) return Outcome.TooLate;
                if (!socket.Poll(Slice, SelectMode.SelectRead)) continue;
                var count = socket.Receive(buffer);
                if (count == 0) return limits.IsOver ? throw limits.Verdict() : Outcome.Closed;
                buffer = buffer[count..];
            }

            return Outcome.Full;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionReset)
        {
            return Outcome.Closed;
        }
    }

    /// <summary>Whether the other end of a connection on which nothing is ever sent has gone.</summary>
    /// <remarks>By descriptor, and without the framework: a loop asks too.</remarks>
    public static unsafe bool IsClosed(int silent)
    {
        byte any;
        return Libc.Receive(silent, &any, 1, Libc.Peek | Libc.DontWait) switch
        {
            > 0 => false,
            0 => true,
            _ => Marshal.GetLastSystemError() is not (Errno.TryAgain or Errno.Interrupted),
        };
    }
}
