using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Native;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Handshakes;

/// <summary>The initiator's way to a connection that the responder has welcomed.</summary>
internal static class Dialing
{
    // Long enough for a responder that is just about to listen, short enough not to hide that none does.
    private const long RefusedForNs = 1_000_000_000;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(25);

    public static Socket Connect(IPEndPoint responder, IPAddress? local, SocketOptions options, TrialLimits limits)
    {
        var began = TrialLimits.NowNs;
        while (true)
        {
            var socket = SocketTuning.Create(responder.AddressFamily, SocketType.Stream, options);
            try
            {
                if (local is not null) socket.Bind(new IPEndPoint(local, 0));
                var refused = !Connected(socket, responder, limits, began + limits.PatienceNs);
                if (!refused) return socket;
            }
            catch (Exception failure)
            {
                socket.Dispose();
                throw failure is SocketException error ? Unreachable(responder, error) : failure;
            }

            socket.Dispose();
            if (TrialLimits.NowNs - began > RefusedForNs)
                throw new TrialFailedException(FailureKind.Unreachable, $"{responder} refuses connections: nobody listens there.");
            limits.Wait(BetweenTries);
        }
    }

    /// <returns>The responder's UDP port, 0 for TCP.</returns>
    public static int Introduce(Socket connection, ExchangePlan plan, ReadOnlySpan<byte> token, TrialLimits limits)
    {
        Span<byte> hello = stackalloc byte[Hello.Bytes];
        Hello.Write(hello, plan, token);
        connection.Send(hello);

        Span<byte> answer = stackalloc byte[Welcome.Bytes];
        switch (SocketReading.Fill(connection, answer, TrialLimits.NowNs + limits.PatienceNs, limits))
        {
            case SocketReading.Outcome.Closed:
                limits.ThrowIfOver();
                throw new TrialFailedException(FailureKind.PeerClosed, "The responder closed the connection without a welcome.");
            case SocketReading.Outcome.TooLate:
                throw new TrialFailedException(FailureKind.NoResponse, "The responder took the connection but never said welcome.");
        }

        if (!Welcome.TryRead(answer, out var agreed, out var port))
            throw new TrialFailedException(FailureKind.Refused, "What answered on the responder's port is no ActorBench endpoint of this version.");
        return agreed
            ? port
            : throw new TrialFailedException(FailureKind.Mismatch, "The responder has another plan for this trial: protocol or sizes differ.");
    }

    /// <returns>False when refused.</returns>
    private static bool Connected(Socket socket, IPEndPoint responder, TrialLimits limits, long untilNs)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(responder);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            while (!socket.Poll(SocketReading.Slice, SelectMode.SelectWrite))
            {
                limits.ThrowIfOver();
                if (TrialLimits.NowNs > untilNs) throw new SocketException((int)SocketError.TimedOut);
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }

        var errno = SocketTuning.PendingError(socket);
        if (Libc.MakeBlocking((int)socket.Handle) != 0) throw new SocketException();
        return errno switch
        {
            0 => true,
            Errno.ConnectionRefused => false,
            _ => throw Errno.ToFailure(errno, "responder"),
        };
    }

    private static TrialFailedException Unreachable(IPEndPoint responder, SocketException error) =>
        new(FailureKind.Unreachable, $"{responder} can't be reached: {error.Message}.");
}
