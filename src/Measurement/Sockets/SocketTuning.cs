using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Sockets;

/// <summary>Socket options as Linux numbers them: what a campaign may ask for, and what is read back.</summary>
internal static class SocketTuning
{
    // asm-generic/socket.h and linux/tcp.h. The framework's own names would hide the doubling of buffers and TCP_INFO.
    private const int SocketLevel = 1;
    private const int ErrorOption = 4;
    private const int SendBufferOption = 7;
    private const int ReceiveBufferOption = 8;
    private const int ReceiveTimeoutOption = 20;
    private const int TcpLevel = 6;
    private const int TcpNoDelayOption = 1;
    private const int TcpInfoOption = 11;

    // Offsets in struct tcp_info, and how long it is with the last of them.
    private const int OptionsAt = 5;
    private const int RttAt = 68;
    private const int RttVarianceAt = 72;
    private const int TotalRetransmitsAt = 100;
    private const int SegmentsOutAt = 136;
    private const int SegmentsInAt = 140;
    private const int BytesSentAt = 200;
    private const int WithBytesSent = 208;
    private const byte TimestampsOption = 1;

    /// <summary>A socket as the kernel makes it, and nothing on it but what <paramref name="options"/> ask for.</summary>
    public static Socket Create(AddressFamily family, SocketType type, SocketOptions options)
    {
        var socket = new Socket(family, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            if (options.SendBufferBytes is { } send) Set(socket, SocketLevel, SendBufferOption, send);
            if (options.ReceiveBufferBytes is { } receive) Set(socket, SocketLevel, ReceiveBufferOption, receive);
            // On a UDP socket the same number is UDP_CORK, which would hold every datagram back.
            if (options.NoDelay && type == SocketType.Stream) Set(socket, TcpLevel, TcpNoDelayOption, 1);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The error of an asynchronous connect, as errno; 0 for none.</summary>
    public static int PendingError(Socket socket) => Get(socket, SocketLevel, ErrorOption);

    /// <summary>SO_RCVTIMEO: a receive that waits longer fails with EAGAIN. The kernel rounds up to its own tick, 1 to 10 ms.</summary>
    /// <remarks>By descriptor, and without the framework: a loop sets it.</remarks>
    /// <returns>False for a failure.</returns>
    public static unsafe bool TrySetReceiveTimeout(int socket, long ns)
    {
        // struct timeval: seconds, microseconds.
        var time = stackalloc long[] { ns / 1_000_000_000, ns % 1_000_000_000 / 1_000 };
        return Libc.SetOption(socket, SocketLevel, ReceiveTimeoutOption, time, 2 * sizeof(long)) == 0;
    }

    /// <summary>To be asked before the trial: a connection that was cut off inside a message is reset, and has no peer any more.</summary>
    public static string Peer(Socket socket) => socket.RemoteEndPoint?.ToString() ?? SocketFacts.Unconnected;

    /// <param name="peer">From <see cref="Peer"/>.</param>
    public static SocketFacts Facts(Socket socket, string peer) => new(
        ((IPEndPoint)socket.LocalEndPoint!).ToString(),
        peer,
        socket.SocketType == SocketType.Stream && Get(socket, TcpLevel, TcpNoDelayOption) != 0,
        Get(socket, SocketLevel, SendBufferOption),
        Get(socket, SocketLevel, ReceiveBufferOption));

    public static TcpFacts? Tcp(Socket socket)
    {
        Span<byte> info = stackalloc byte[256];
        var length = socket.GetRawSocketOption(TcpLevel, TcpInfoOption, info);
        if (length < TotalRetransmitsAt + sizeof(uint)) return null;
        var facts = new TcpFacts(At(info, TotalRetransmitsAt), At(info, RttAt), At(info, RttVarianceAt), Timestamps: (info[OptionsAt] & TimestampsOption) != 0);
        return length < WithBytesSent
            ? facts
            : facts with { SegmentsOut = At(info, SegmentsOutAt), SegmentsIn = At(info, SegmentsInAt), BytesSent = MemoryMarshal.Read<long>(info[BytesSentAt..]) };

        static long At(ReadOnlySpan<byte> info, int offset) => MemoryMarshal.Read<uint>(info[offset..]);
    }

    private static int Get(Socket socket, int level, int option)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        socket.GetRawSocketOption(level, option, value);
        return BinaryPrimitives.ReadInt32LittleEndian(value);
    }

    private static void Set(Socket socket, int level, int option, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        socket.SetRawSocketOption(level, option, bytes);
    }
}
