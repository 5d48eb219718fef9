using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>Defaults that belong together; a key of the campaign file overrides its part of them.</summary>
/// <param name="Repetitions">With a stop rule the most there can be.</param>
public sealed record Profile(
    int Repetitions, long DurationNs, long WarmupNs, int MinExchanges, bool Twins, bool Sentinels, StopRule? Stop, long DrainNs = 0)
{
    private const long Millisecond = 1_000_000;

    /// <summary>Without the key <c>profile</c>.</summary>
    public static Profile Plain { get; } = new(10, 1_000 * Millisecond, 200 * Millisecond, 1, Twins: false, Sentinels: false, Stop: null);

    /// <summary>A first look: half a second a trial, five of them.</summary>
    public static Profile Quick { get; } = Plain with { Repetitions = 5, DurationNs = 500 * Millisecond };

    /// <summary>As in 2007: exactly ten trials a size, nothing stops early.</summary>
    public static Profile Paper { get; } = Plain with { DurationNs = 10_000 * Millisecond };

    /// <summary>For a change's gate: as short as 5 % allow.</summary>
    public static Profile Ci { get; } = Plain with
    {
        Repetitions = 15,
        DurationNs = 500 * Millisecond,
        Twins = true,
        Sentinels = true,
        Stop = new StopRule(5_000, 6, 3, null),
    };

    /// <summary>For a number that has to be defended.</summary>
    public static Profile Rigorous { get; } = Plain with
    {
        Repetitions = 100,
        DurationNs = 2_000 * Millisecond,
        WarmupNs = 1_000 * Millisecond,
        MinExchanges = 30,
        Twins = true,
        Sentinels = true,
        Stop = new StopRule(2_500, 10, 5, null),
        DrainNs = 200 * Millisecond,
    };
}
