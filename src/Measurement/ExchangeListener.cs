using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement;

/// <summary>The responder's listening socket, open for a block: an initiator that comes early waits in its backlog.</summary>
public sealed class ExchangeListener : IDisposable
{
    private const int Backlog = 16;

    private readonly Socket _socket;

    private ExchangeListener(Socket socket, int port)
    {
        _socket = socket;
        UdpPort = port;
        Endpoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>Port of datagrams: that of the listener where it was asked for, since who forwards one number forwards it for both; else 0 for a free one.</summary>
    internal int UdpPort { get; }

    /// <summary>Whether any trial has had its initiator.</summary>
    internal bool HasServed { get; private set; }

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="TrialFailedException">The port is taken, the address is not one of this machine, or the kernel refuses a socket or an option of it.</exception>
    public static ExchangeListener Open(IPAddress address, SocketOptions sockets, int port = 0)
    {
        var wanted = new IPEndPoint(address, port);
        Socket? socket = null;
        try
        {
            // Accepted sockets inherit buffers from the listener, and only what is set before listen() sizes their TCP window.
            socket = SocketTuning.Create(address.AddressFamily, SocketType.Stream, sockets);
            socket.Bind(wanted);
            socket.Listen(Backlog);
            return new ExchangeListener(socket, port);
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw error.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new TrialFailedException(FailureKind.PortTaken, $"{wanted} is taken by another process.")
                : new TrialFailedException(FailureKind.Unreachable, $"Can't listen on {wanted}: {error.Message}.");
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The connection of this trial's initiator; every other one is closed, and gets no byte.</summary>
    /// <param name="hello">Filled with what the initiator said.</param>
    /// <param name="from">Where the initiator was assigned to come from; null where its address is translated on the way.</param>
    internal Socket Accept(ReadOnlySpan<byte> token, Span<byte> hello, TrialLimits limits, IPAddress? from = null)
    {
        using var pending = new PendingHellos();
        var ready = new List<Socket>();
        while (true)
        {
            limits.ThrowIfOver();
            ready.Clear();
            ready.Add(_socket);
            pending.AddTo(ready);
            Socket.Select(ready, null, null, SocketReading.Slice);
            // Whoever connects after a stop comes for the next attempt, and has to find it.
            limits.ThrowIfOver();
            // Linux keeps a connection in the backlog even if it is reset meanwhile, so this does not block.
            if (ready.Contains(_socket) && Wanted(_socket.Accept(), from) is { } connection) pending.Add(connection);
            if (pending.Hear(token, hello) is not { } initiator) continue;
            HasServed = true;
            return initiator;
        }
    }

    private static Socket? Wanted(Socket connection, IPAddress? from)
    {
        try
        {
            if (from is null || ((IPEndPoint)connection.RemoteEndPoint!).Address.Equals(from)) return connection;
        }
        catch (SocketException)
        {
            // It has gone already.
        }

        connection.Dispose();
        return null;
    }
}
