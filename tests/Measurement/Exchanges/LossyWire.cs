using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;

namespace ActorBench.Measurement.Tests.Exchanges;

/// <summary>What becomes of one datagram.</summary>
internal enum Fate
{
    Passed,
    Dropped,
    Doubled,

    /// <summary>Held back until the next one has passed in the same direction.</summary>
    Overtaken,
    Shortened,
}

/// <summary>Stands between initiator and responder, passes TCP on and decides the fate of each datagram.</summary>
internal sealed class LossyWire : IDisposable
{
    private readonly Socket _front = Bound(SocketType.Stream);
    private readonly Socket _near = Bound(SocketType.Dgram);
    private readonly Socket _far = Bound(SocketType.Dgram);
    private readonly Func<int, Fate> _request;
    private readonly Func<int, Fate> _response;
    private EndPoint? _initiator;
    private EndPoint? _responder;

    /// <param name="request">Fate of the n-th request, from 1.</param>
    /// <param name="response">Fate of the n-th response, from 1.</param>
    public LossyWire(IPEndPoint responder, Func<int, Fate> request, Func<int, Fate> response)
    {
        (_request, _response) = (request, response);
        _front.Listen();
        Begin(() => Introduce(responder));
        Begin(() => Carry(_near, _far, sender => _initiator = sender, () => _responder, _request));
        Begin(() => Carry(_far, _near, _ => { }, () => _initiator, _response));
    }

    public IPEndPoint Endpoint => (IPEndPoint)_front.LocalEndPoint!;

    public void Dispose()
    {
        _front.Dispose();
        _near.Dispose();
        _far.Dispose();
    }

    private void Introduce(IPEndPoint responder)
    {
        using var initiator = _front.Accept();
        using var onward = Bound(SocketType.Stream);
        onward.Connect(responder);
        Copy(initiator, onward, Hello.Bytes);

        var welcome = new byte[Welcome.Bytes];
        Assert.Equal(welcome.Length, onward.Receive(welcome));
        Assert.True(Welcome.TryRead(welcome, out var agreed, out var port));
        _responder = new IPEndPoint(responder.Address, port);
        Welcome.Write(welcome, agreed, ((IPEndPoint)_near.LocalEndPoint!).Port);
        initiator.Send(welcome);

        // Whichever side leaves first, the other one hears of it.
        Socket.Select(new List<Socket> { initiator, onward }, null, null, Timeout.InfiniteTimeSpan);
    }

    private static void Carry(Socket from, Socket to, Action<EndPoint> seen, Func<EndPoint?> onward, Func<int, Fate> fateOf)
    {
        var buffer = new byte[70_000];
        byte[]? held = null;
        for (var n = 1; ; n++)
        {
            EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
            var length = from.ReceiveFrom(buffer, ref sender);
            seen(sender);
            if (onward() is not { } next) continue;
            var datagram = buffer[..length];
            // The good-bye is no exchange; losing it is not what these tests are about.
            var fate = length == 0 ? Fate.Passed : fateOf(n);
            if (fate == Fate.Overtaken)
            {
                held = datagram;
                continue;
            }

            if (fate != Fate.Dropped) to.SendTo(fate == Fate.Shortened ? datagram[1..] : datagram, next);
            if (fate == Fate.Doubled) to.SendTo(datagram, next);
            if (held is not null) to.SendTo(held, next);
            held = null;
        }
    }

    private static void Copy(Socket from, Socket to, int bytes)
    {
        var buffer = new byte[bytes];
        Assert.Equal(bytes, from.Receive(buffer));
        to.Send(buffer);
    }

    private static Socket Bound(SocketType type)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static void Begin(Action work)
    {
        void Guarded()
        {
            try
            {
                work();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The wire was taken down.
            }
        }

        new Thread(Guarded) { IsBackground = true }.Start();
    }
}
