using System.Buffers.Text;

namespace ActorBench.Measurement.Machine;

/// <summary>The receive queues of all processors, as <c>/proc/net/softnet_stat</c> counts them; of the machine, whichever namespace asks.</summary>
/// <param name="Dropped">Packets that a queue had no room for.</param>
/// <param name="Squeezed">Times that a processor had more to receive than its budget.</param>
internal readonly record struct SoftnetStat(long Dropped, long Squeezed)
{
    /// <param name="text">A line a processor: numbers in hexadecimal, of which the second and the third are wanted.</param>
    public static SoftnetStat Parse(ReadOnlySpan<byte> text)
    {
        var sum = default(SoftnetStat);
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (!TryNumber(ref line, out _) || !TryNumber(ref line, out var dropped) || !TryNumber(ref line, out var squeezed)) continue;
            sum = new SoftnetStat(sum.Dropped + dropped, sum.Squeezed + squeezed);
        }

        return sum;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> line, out uint number)
    {
        line = line.TrimStart((byte)' ');
        var read = Utf8Parser.TryParse(line, out number, out var consumed, 'x');
        line = line[consumed..];
        return read;
    }
}
