using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Sockets;

namespace ActorBench.Measurement.Handshakes;

/// <summary>How the initiator says that it is through. Its result is complete by then, so nothing here can fail the trial.</summary>
internal static class Farewell
{
    private const long WaitNs = 1_000_000_000;

    /// <summary>Closes this direction, so that the responder makes its report while the initiator makes its own.</summary>
    public static void Begin(Socket connection)
    {
        try
        {
            connection.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The responder left first.
        }
    }

    /// <summary>Waits, for at most a second, until the responder has heard it, as netperf does.</summary>
    public static void End(Socket connection, TrialLimits limits)
    {
        try
        {
            Span<byte> rest = stackalloc byte[64];
            SocketReading.Fill(connection, rest, TrialLimits.NowNs + WaitNs, limits);
        }
        catch (Exception error) when (error is SocketException or TrialFailedException)
        {
            // The responder left first, or the deadline came: the socket is closed either way.
        }
    }

    /// <summary>Sends three empty datagrams, netperf's sign, in case one or two get lost.</summary>
    /// <param name="responder">Where a socket goes that is not connected.</param>
    public static void ByDatagrams(Socket socket, EndPoint responder)
    {
        try
        {
            for (var i = 0; i < 3; i++) _ = socket.Connected ? socket.Send(ReadOnlySpan<byte>.Empty) : socket.SendTo(ReadOnlySpan<byte>.Empty, responder);
        }
        catch (SocketException)
        {
            // The side channel's close says the same.
        }
    }
}
