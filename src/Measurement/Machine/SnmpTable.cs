using System.Buffers.Text;

namespace ActorBench.Measurement.Machine;

/// <summary>The counters of a network namespace's protocols, as <c>/proc/net/snmp</c> shows them.</summary>
/// <param name="TcpRetransmits">Segments sent again.</param>
/// <param name="UdpReceiveErrors">Datagrams that came and were not delivered; those without room in a buffer are among them.</param>
/// <param name="ReassemblyFailures">Datagrams that lost a fragment.</param>
internal readonly record struct SnmpTable(long? TcpRetransmits, long? UdpReceiveErrors, long? ReassemblyFailures)
{
    /// <param name="text">Two lines a protocol, <c>Tcp: names…</c> and <c>Tcp: values…</c>; newer kernels have more columns.</param>
    public static SnmpTable Parse(ReadOnlySpan<byte> text) => new(
        Find(text, "Tcp: "u8, "RetransSegs"u8), Find(text, "Udp: "u8, "InErrors"u8), Find(text, "Ip: "u8, "ReasmFails"u8));

    private static long? Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> name)
    {
        while (!text.IsEmpty)
        {
            var line = Line(ref text);
            if (!line.StartsWith(protocol)) continue;
            var column = Column(line[protocol.Length..], name);
            return column < 0 ? null : Value(Line(ref text), protocol, column);
        }

        return null;
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line;
    }

    private static int Column(ReadOnlySpan<byte> names, ReadOnlySpan<byte> wanted)
    {
        var column = 0;
        foreach (var range in names.Split((byte)' '))
        {
            if (names[range].SequenceEqual(wanted)) return column;
            column++;
        }

        return -1;
    }

    private static long? Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> protocol, int column)
    {
        if (!line.StartsWith(protocol)) return null;
        var values = line[protocol.Length..];
        foreach (var range in values.Split((byte)' '))
        {
            if (column-- == 0) return Utf8Parser.TryParse(values[range], out long value, out _) ? value : null;
        }

        return null;
    }
}
