using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>Who limits a lab's wire.</summary>
internal enum WireMaker
{
    Nobody,

    /// <summary>The kernel's tbf on every port: see <see cref="Shaping"/>.</summary>
    TokenBucket,

    /// <summary>The kernel's netem on every port, which delays each frame by its length.</summary>
    Netem,

    /// <summary>A process of ours in place of the bridge: see <see cref="Wire.SerialisingSwitch"/>.</summary>
    Process,
}

/// <summary>Which of the ways to make a wire this machine has for a lab.</summary>
internal static class Wires
{
    /// <summary>A full frame takes 12 µs there, a timer's lateness.</summary>
    public const long FastestSerialised = 1_000_000_000;

    /// <exception cref="ArgumentException">A serialised wire needs a program that the lab was not given.</exception>
    public static async Task<WireMaker> MakerFor(NetnsLabOptions options, CancellationToken ct)
    {
        if (options.RateBitsPerSecond is not { } rate) return WireMaker.Nobody;
        if (!options.Serialised) return WireMaker.TokenBucket;
        if (await ScratchNetwork.Refuses("tc", [Netem("lo", rate)], ct) is null) return WireMaker.Netem;
        return options.WireProgram is not null ? WireMaker.Process : throw new ArgumentException("This kernel has no netem, and no program was given to play the serialised wire.");
    }

    /// <returns>The line for <c>tc</c> that limits one port, or null where no queue of the kernel does.</returns>
    public static Func<string, string>? Line(WireMaker maker, NetnsLabOptions options) => maker switch
    {
        WireMaker.TokenBucket => new Shaping(options.RateBitsPerSecond!.Value, options.Mtu).Line,
        WireMaker.Netem => device => Netem(device, options.RateBitsPerSecond!.Value),
        _ => null,
    };

    private static string Netem(string device, long rate) => $"qdisc add dev {device} root stab {Shaping.Stab} netem rate {rate}bit limit 10000";
}
