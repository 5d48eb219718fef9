namespace ActorBench.HostNode.Labs;

/// <summary>A token bucket that holds a port to its rate. It bounds the sustained rate only: a short exchange passes at once.</summary>
internal sealed record Shaping(long RateBitsPerSecond, int Mtu)
{
    /// <summary>Two full frames up to 100 Mbit/s (more lets short messages pass too fast); above it 1 ms of the rate, since timers come late.</summary>
    public long BurstBytes => Math.Max(
        RateBitsPerSecond <= 100_000_000 ? 3200 : RateBitsPerSecond / 8 / 1000,
        // The bucket drops a frame that it can never hold.
        2L * (Mtu + 14 + 24));

    /// <summary>120 ms of queue, and never so short that part of every large datagram is dropped.</summary>
    public long LimitBytes => Math.Max(1_500_000, RateBitsPerSecond / 8 * 120 / 1000);

    /// <summary>Preamble, frame check and gap, and the smallest frame: what a wire carries and a socket buffer does not show.</summary>
    public const string Stab = "overhead 24 mpu 84 linklayer ethernet";

    public string Line(string device) =>
        $"qdisc add dev {device} root stab {Stab} tbf rate {RateBitsPerSecond}bit burst {BurstBytes} limit {LimitBytes}";
}
