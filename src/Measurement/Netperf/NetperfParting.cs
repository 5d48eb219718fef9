using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>
/// What the initiator says on the trial's connection when netperf has ended: the counts of the responder's own netserver, which hears
/// no more of them than netperf's user does, or why there are none.
/// </summary>
/// <remarks>
/// Magic (4), 0 or the failure's kind plus one (1), TCP_NODELAY (1), bytes of text (2), request bytes received, response bytes sent,
/// retransmissions (-1 for none), send and receive buffer (8 each), then the text; little endian.
/// </remarks>
internal static class NetperfParting
{
    /// <summary>In the responder's welcome: there is no netserver, and its parting follows at once.</summary>
    public const int NoPort = 0;

    private const int HeadBytes = 48;
    private const int LongestText = 1024;

    private static readonly TimeSpan CutTogether = TimeSpan.FromSeconds(1);

    private static ReadOnlySpan<byte> Magic => "ABNP"u8;

    public static void Say(Socket connection, NetperfEnd server)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        head.Clear();
        Magic.CopyTo(head);
        head[5] = server.NoDelay ? (byte)1 : (byte)0;
        Write(head, 0, server.BytesIn);
        Write(head, 1, server.BytesOut);
        Write(head, 2, server.Retransmits ?? -1);
        Write(head, 3, server.SendBufferBytes);
        Write(head, 4, server.ReceiveBufferBytes);
        connection.Send(head);
    }

    /// <summary>So that both ends give the same reason, whichever of them is heard first. The other end may be gone: then it has its own.</summary>
    public static void Say(Socket connection, TrialFailure failure)
    {
        var text = Encoding.UTF8.GetBytes(failure.Reason);
        var length = Math.Min(text.Length, LongestText);
        var message = new byte[HeadBytes + length];
        Magic.CopyTo(message);
        message[4] = (byte)(failure.Kind + 1);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), (ushort)length);
        text.AsSpan(0, length).CopyTo(message.AsSpan(HeadBytes));
        try
        {
            connection.Send(message);
        }
        catch (SocketException)
        {
            // Nobody listens any more.
        }
    }

    /// <summary>Blocks until the other end is through.</summary>
    /// <exception cref="TrialFailedException">It has no result, or it left without a word.</exception>
    public static NetperfEnd Hear(Socket connection, TrialLimits limits)
    {
        var head = new byte[HeadBytes];
        Fill(connection, head, limits);
        if (!head.AsSpan().StartsWith(Magic)) throw new TrialFailedException(FailureKind.Refused, "What the other end said when it was through is not understood.");
        if (head[4] == 0)
            return new NetperfEnd(Read(1), Read(0), Read(2) is >= 0 and var retransmits ? retransmits : null, (int)Read(3), (int)Read(4), head[5] != 0);

        var text = new byte[Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(6)), (ushort)LongestText)];
        Fill(connection, text, limits);
        var kind = (FailureKind)(head[4] - 1);
        throw new TrialFailedException(Enum.IsDefined(kind) ? kind : FailureKind.Internal, Encoding.UTF8.GetString(text));

        long Read(int index) => BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8 + (8 * index)));
    }

    // A blocking receive and no timeout: nothing wakes on a processor that is being measured. A cut shuts the connection down.
    private static void Fill(Socket connection, Span<byte> buffer, TrialLimits limits)
    {
        while (!buffer.IsEmpty)
        {
            var count = connection.Receive(buffer);
            if (count == 0)
            {
                // A cut takes the connection from both ends at about the same time: then it is this end's reason too.
                limits.Wait(CutTogether);
                throw new TrialFailedException(FailureKind.PeerClosed, "The other end left the trial.");
            }

            buffer = buffer[count..];
        }
    }

    private static void Write(Span<byte> head, int index, long value) => BinaryPrimitives.WriteInt64LittleEndian(head[(8 + (8 * index))..], value);
}
