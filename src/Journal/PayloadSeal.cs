using System.Buffers.Text;
using System.Numerics;
using System.Text;

namespace ActorBench.Journal;

/// <summary>A checksum behind every stored payload, so that a changed byte is found where it is and not where it does harm.</summary>
/// <remarks>
/// A line feed and eight small hex digits of CRC-32C over manifest and payload. JSON written here holds no line feed, so a payload
/// that was stored before there were seals is told apart; it reads as it always did.
/// </remarks>
internal static class PayloadSeal
{
    private const int Digits = 8;
    private const byte Mark = (byte)'\n';

    public static byte[] Seal(string manifest, byte[] payload)
    {
        var stored = new byte[payload.Length + 1 + Digits];
        payload.CopyTo(stored, 0);
        stored[payload.Length] = Mark;
        Utf8Formatter.TryFormat(Checksum(manifest, payload), stored.AsSpan(payload.Length + 1), out _, new('x', Digits));
        return stored;
    }

    public static bool IsSealed(ReadOnlySpan<byte> stored) => stored.Length > Digits && stored[^(Digits + 1)] == Mark;

    /// <exception cref="CorruptEventException">The payload is not the one that was sealed.</exception>
    public static ReadOnlySpan<byte> Open(string manifest, ReadOnlySpan<byte> stored)
    {
        if (!IsSealed(stored)) return stored;
        var payload = stored[..^(Digits + 1)];
        return Utf8Parser.TryParse(stored[^Digits..], out uint sum, out var read, 'x') && read == Digits && sum == Checksum(manifest, payload)
            ? payload
            : throw new CorruptEventException(manifest, "its checksum is another", null);
    }

    private static uint Checksum(string manifest, ReadOnlySpan<byte> payload)
    {
        var crc = uint.MaxValue;
        foreach (var one in Encoding.UTF8.GetBytes(manifest)) crc = BitOperations.Crc32C(crc, one);
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(payload[..(payload.Length / 8 * 8)]);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var one in payload[(words.Length * 8)..]) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
