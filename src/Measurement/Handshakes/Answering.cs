using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Handshakes;

/// <summary>The responder's part of the handshake, once the initiator's connection is known.</summary>
internal static class Answering
{
    /// <summary>Sent when this end can take requests: an initiator starts at once.</summary>
    /// <exception cref="TrialFailedException">The initiator follows another plan; it is told so.</exception>
    public static void SayWelcome(Socket connection, ReadOnlySpan<byte> hello, ExchangePlan plan, int udpPort)
    {
        Span<byte> expected = stackalloc byte[Hello.Bytes];
        Hello.Write(expected, plan, hello.Slice(Hello.TokenAt, Hello.TokenBytes));
        var agreed = hello.SequenceEqual(expected);

        Span<byte> welcome = stackalloc byte[Welcome.Bytes];
        Welcome.Write(welcome, agreed, udpPort);
        connection.Send(welcome);
        if (!agreed)
            throw new TrialFailedException(FailureKind.Mismatch, "The initiator has another plan for this trial: protocol or sizes differ.");
    }

    /// <summary>
    /// Connects <paramref name="socket"/> to where the first datagram comes from, which a translator of addresses may have changed,
    /// and leaves that datagram to be read.
    /// </summary>
    /// <returns>False when the initiator left before one came.</returns>
    public static bool ConnectToFirstSender(Socket socket, Socket sideChannel, TrialLimits limits)
    {
        var initiator = ((IPEndPoint)sideChannel.RemoteEndPoint!).Address;
        Span<byte> head = stackalloc byte[1];
        while (true)
        {
            limits.ThrowIfOver();
            if (!socket.Poll(SocketReading.Slice, SelectMode.SelectRead))
            {
                if (SocketReading.IsClosed((int)sideChannel.Handle)) return false;
                continue;
            }

            EndPoint sender = new IPEndPoint(initiator, 0);
            socket.ReceiveFrom(head, SocketFlags.Peek, ref sender);
            if (((IPEndPoint)sender).Address.Equals(initiator))
            {
                socket.Connect(sender);
                return true;
            }

            // Somebody else's datagram; the trial's own comes from the address that said hello.
            socket.ReceiveFrom(head, ref sender);
        }
    }
}
