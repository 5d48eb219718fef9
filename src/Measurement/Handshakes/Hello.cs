using System.Buffers.Binary;
using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Handshakes;

/// <summary>The first bytes on a trial's connection: who comes, and for which exchange.</summary>
/// <remarks>Magic (4), version, protocol, engine, a spare byte, token (16), request and response bytes (4 each), little endian.</remarks>
internal static class Hello
{
    public const int Bytes = 32;
    public const int TokenBytes = 16;

    private const byte Version = 1;
    public const int TokenAt = 8;

    private static ReadOnlySpan<byte> Magic => "ABEX"u8;

    public static void Write(Span<byte> hello, ExchangePlan plan, ReadOnlySpan<byte> token)
    {
        hello.Clear();
        Magic.CopyTo(hello);
        hello[4] = Version;
        hello[5] = plan.Protocol == Protocol.Udp ? (byte)1 : (byte)0;
        hello[6] = plan.Engine == Engine.Netperf ? (byte)1 : (byte)0;
        token.CopyTo(hello[TokenAt..]);
        BinaryPrimitives.WriteInt32LittleEndian(hello[(TokenAt + TokenBytes)..], plan.RequestBytes);
        BinaryPrimitives.WriteInt32LittleEndian(hello[(TokenAt + TokenBytes + 4)..], plan.ResponseBytes);
    }

    /// <summary>Whether these bytes come from the initiator of this very trial.</summary>
    public static bool IsFor(ReadOnlySpan<byte> hello, ReadOnlySpan<byte> token) =>
        hello.StartsWith(Magic) && hello[4] == Version && hello.Slice(TokenAt, TokenBytes).SequenceEqual(token);
}

/// <summary>The responder's answer to <see cref="Hello"/>.</summary>
/// <remarks>Magic (4), version, verdict, port (2, little endian): of the exchanges for UDP, 0 for TCP, of netserver for netperf.</remarks>
internal static class Welcome
{
    public const int Bytes = 8;

    private const byte Version = 1;
    private const byte Agreed = 1;

    private static ReadOnlySpan<byte> Magic => "ABOK"u8;

    public static void Write(Span<byte> welcome, bool agreed, int udpPort)
    {
        Magic.CopyTo(welcome);
        welcome[4] = Version;
        welcome[5] = agreed ? Agreed : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(welcome[6..], (ushort)udpPort);
    }

    /// <returns>False where the bytes are no welcome at all.</returns>
    public static bool TryRead(ReadOnlySpan<byte> welcome, out bool agreed, out int udpPort)
    {
        agreed = welcome[5] == Agreed;
        udpPort = BinaryPrimitives.ReadUInt16LittleEndian(welcome[6..]);
        return welcome.StartsWith(Magic) && welcome[4] == Version;
    }
}
