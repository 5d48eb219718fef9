namespace ActorBench.HostNode.Labs;

/// <param name="Hosts">1 to <see cref="MostHosts"/>.</param>
/// <param name="RateBitsPerSecond">Of each switch port, each way; null = not shaped.</param>
/// <param name="CpuPolicy">shared, apart or none: see <see cref="CpuPlan"/>.</param>
/// <param name="Wire">shaped: a token bucket that limits the sustained rate; serialised: a switch that holds each frame for its time. Both need a rate.</param>
/// <param name="WireProgram">What starts <see cref="Wire.WireProgram"/>, where a kernel without netem needs it.</param>
public sealed record NetnsLabOptions(
    int Hosts, long? RateBitsPerSecond, int Mtu, string CpuPolicy, string Wire = "shaped", IReadOnlyList<string>? WireProgram = null)
{
    /// <summary>More have not been tried; the addresses would reach for 250.</summary>
    public const int MostHosts = 49;

    internal bool Serialised => Wire == "serialised" && RateBitsPerSecond is not null;

    /// <exception cref="ArgumentException">One sentence on the first value that no lab can have.</exception>
    internal void Check()
    {
        if (Hosts is < 1 or > MostHosts) throw new ArgumentException($"A lab has 1 to {MostHosts} hosts, not {Hosts}.");
        if (RateBitsPerSecond is < 100_000 or > 100_000_000_000)
            throw new ArgumentException($"A lab's wire runs at 100 kbit/s to 100 Gbit/s, not at {RateBitsPerSecond} bit/s.");
        if (Mtu is < 576 or > 65_535) throw new ArgumentException($"An MTU is 576 to 65535 bytes, not {Mtu}.");
        if (Wire is not ("shaped" or "serialised")) throw new ArgumentException($"A wire is shaped or serialised, not '{Wire}'.");
        if (Serialised && RateBitsPerSecond > Wires.FastestSerialised)
            throw new ArgumentException($"A serialised wire runs at up to {Wires.FastestSerialised / 1_000_000} Mbit/s, not at {RateBitsPerSecond} bit/s: a frame's time must be long beside a timer's.");
        if (CpuPolicy is not ("shared" or "apart" or "none"))
            throw new ArgumentException($"The CPU policy is shared, apart or none, not '{CpuPolicy}'.");
    }
}
