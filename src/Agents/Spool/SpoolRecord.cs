using System.Buffers.Binary;
using System.Numerics;

namespace ActorBench.Agents.Spool;

/// <summary>Frame of a record: length of the payload, CRC-32C of all that follows the CRC and of the length (both 32 bits, little endian), kind, payload.</summary>
internal static class SpoolRecord
{
    public const int HeadBytes = 9;

    public static byte[] Frame(byte kind, ReadOnlySpan<byte> payload)
    {
        var record = new byte[HeadBytes + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        record[8] = kind;
        payload.CopyTo(record.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum(record));
        return record;
    }

    /// <param name="bytes">From the record's first byte on.</param>
    /// <returns>Bytes of the record as its head has it; null where that is more than there are.</returns>
    public static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes) return null;
        var payload = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return payload >= 0 && payload <= bytes.Length - HeadBytes ? HeadBytes + payload : null;
    }

    /// <param name="record">As long as its head says.</param>
    public static bool IsWhole(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Checksum(record);

    private static uint Checksum(ReadOnlySpan<byte> record)
    {
        var crc = uint.MaxValue;
        foreach (var one in record[..4]) crc = BitOperations.Crc32C(crc, one);
        foreach (var one in record[8..]) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
