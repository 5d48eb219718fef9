using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges.NetperfRules;

/// <summary>A UDP socket as netperf uses it: never connected, so each call carries an address, and its cost.</summary>
internal sealed unsafe class UnconnectedDatagrams
{
    private const int LongestAddress = 28; // struct sockaddr_in6

    // Where the host stands in struct sockaddr_in and sockaddr_in6.
    private const int HostAt = 4;
    private const int LongHostAt = 8;

    private readonly int _socket;
    private readonly byte[] _host;
    private readonly byte[] _to = GC.AllocateArray<byte>(LongestAddress, pinned: true);
    private readonly byte[] _from = GC.AllocateArray<byte>(LongestAddress, pinned: true);
    private readonly int[] _fromBytes = GC.AllocateArray<int>(1, pinned: true);
    private int _toBytes;

    /// <param name="host">Whoever sends from there first is the peer.</param>
    public UnconnectedDatagrams(int socket, IPAddress host) => (_socket, _host) = (socket, host.GetAddressBytes());

    public UnconnectedDatagrams(int socket, IPEndPoint peer)
        : this(socket, peer.Address)
    {
        var address = peer.Serialize();
        address.Buffer.Span[..address.Size].CopyTo(_to);
        _toBytes = address.Size;
    }

    /// <returns>Bytes taken by the kernel, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Send(byte* buffer, nint length) => Libc.SendDatagram(_socket, buffer, length, At(_to), _toBytes);

    /// <summary>From whomever; of a datagram longer than <paramref name="length"/> the rest is lost and the length not told, as netperf has it.</summary>
    /// <returns>Bytes received, or -1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Receive(byte* buffer, nint length)
    {
        _fromBytes[0] = LongestAddress;
        return Libc.ReceiveDatagram(_socket, buffer, length, At(_from), (int*)At(_fromBytes));
    }

    /// <summary>Whether the last datagram came from the peer, to whom all that is sent goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFromPeer() =>
        _toBytes == 0 ? TakePeer() : _from.AsSpan(0, _toBytes).SequenceEqual(_to.AsSpan(0, _toBytes));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakePeer()
    {
        var bytes = _fromBytes[0];
        if (!_from.AsSpan(_host.Length == 4 ? HostAt : LongHostAt, _host.Length).SequenceEqual(_host)) return false;
        _from.AsSpan(0, bytes).CopyTo(_to);
        _toBytes = bytes;
        return true;
    }

    private static byte* At<T>(T[] pinned)
        where T : unmanaged => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
