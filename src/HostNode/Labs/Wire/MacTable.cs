namespace ActorBench.HostNode.Labs.Wire;

/// <summary>Which port each address was seen behind last, as a learning switch knows it.</summary>
internal sealed class MacTable
{
    public const int Everywhere = -1;

    /// <summary>A lab has some dozen addresses; whoever invents thousands gets a switch that floods.</summary>
    private const int MostAddresses = 4096;

    private readonly Dictionary<long, int> _ports = new(MostAddresses);

    /// <param name="frame">At least the two addresses, 12 bytes.</param>
    public void Learn(ReadOnlySpan<byte> frame, int port)
    {
        var source = Address(frame[6..12]);
        if (IsGroup(source) || (_ports.TryGetValue(source, out var known) && known == port)) return;
        if (_ports.Count < MostAddresses || _ports.ContainsKey(source)) _ports[source] = port;
    }

    /// <returns>The port behind which the frame's receiver is, or <see cref="Everywhere"/>.</returns>
    public int PortFor(ReadOnlySpan<byte> frame)
    {
        var destination = Address(frame[..6]);
        return IsGroup(destination) ? Everywhere : _ports.GetValueOrDefault(destination, Everywhere);
    }

    private static long Address(ReadOnlySpan<byte> six)
    {
        var address = 0L;
        foreach (var part in six) address = (address << 8) | part;
        return address;
    }

    private static bool IsGroup(long address) => (address >> 40 & 1) != 0;
}
