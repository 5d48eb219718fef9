namespace ActorBench.HostNode.Labs.Wire;

/// <summary>How late this machine's timers wake a thread: what 19 of 20 sleeps stay below, followed as it changes.</summary>
/// <remarks>
/// A real machine wakes within microseconds, a virtual one within tens of them, and a sleeper that trusts the wrong figure is late with every frame.
/// After each sleep the estimate goes up by 19 steps if that was later, else down by one: at rest it is the 95th percentile (Robbins and Monro 1951).
/// </remarks>
internal sealed class WakingUp
{
    public const long LeastNs = 15_000;

    /// <summary>Beyond that a wake-up was held up by other work, which no spinning makes good.</summary>
    public const long MostNs = 80_000;

    private const long StepNs = 25;

    public long LatenessNs { get; private set; } = LeastNs;

    public void Observe(long lateNs) => LatenessNs = Math.Clamp(LatenessNs + (lateNs > LatenessNs ? 19 * StepNs : -StepNs), LeastNs, MostNs);
}
