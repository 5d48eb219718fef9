using System.Text;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class PayloadSealSpecs
{
    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        // RFC 3720 B.4 and the common check value: CRC-32C of "123456789" is e3069283.
        var stored = PayloadSealOf("12345", "6789");

        Assert.Equal("6789\ne3069283", Encoding.UTF8.GetString(stored));
    }

    [Fact]
    public void One_changed_bit_anywhere_is_found()
    {
        var stored = JournalCodec.Encode(Some.Granted());
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var changed = (byte[])stored.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            // The one way out: the line feed itself, and then the text is no JSON any more. A digit in capitals is the same digit.
            if (char.ToLowerInvariant((char)changed[bit / 8]) == (char)stored[bit / 8] && bit / 8 > stored.Length - 9) continue;
            Assert.Throws<CorruptEventException>(() => JournalCodec.Decode("block-granted:1", changed));
        }
    }

    [Fact]
    public void An_event_under_another_name_is_found() =>
        Assert.Throws<CorruptEventException>(() => JournalCodec.Decode("block-paused:1", JournalCodec.Encode(Some.Granted())));

    private static byte[] PayloadSealOf(string manifest, string payload) => PayloadSeal.Seal(manifest, Encoding.UTF8.GetBytes(payload));
}
