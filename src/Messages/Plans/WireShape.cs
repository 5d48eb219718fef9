namespace ActorBench.Messages.Plans;

/// <summary>How a lab limits each direction of its wire.</summary>
/// <param name="BurstBytes">Size of the token bucket; 0 for a wire that holds every frame.</param>
/// <param name="Mtu">Largest IP packet.</param>
public sealed record WireShape(long BitsPerSecond, long BurstBytes, int Mtu);
