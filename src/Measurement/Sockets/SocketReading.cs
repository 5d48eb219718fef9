using System.Net.Sockets;

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
    public static bool IsClosed(Socket silent)
    {
        try
        {
            Span<byte> any = stackalloc byte[1];
            return silent.Poll(TimeSpan.Zero, SelectMode.SelectRead) && silent.Receive(any, SocketFlags.Peek) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
