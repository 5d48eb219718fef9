namespace ActorBench.Campaigns.Synchronisation;

/// <summary>How long a round waits, and for what.</summary>
public sealed record RoundTimings
{
    /// <summary>From the first member that is ready in a round to the last: platforms may have to come up.</summary>
    public TimeSpan FirstArrival { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same at every later position, on top of the trial's length, which a member that tries again takes once more.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For the answers of all clocks.</summary>
    public TimeSpan Survey { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often one start is put off because an order came too late.</summary>
    public int MostRearms { get; init; } = 3;

    /// <summary>The least way to a round's first instant: the first order to a program that has just been started takes far longer than any question before it.</summary>
    public TimeSpan FirstWay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// From a decision to its instant, on top of what the members need to get ready: five of the largest delays that the survey met, at least 50 ms and
    /// at most as long as a survey may take.
    /// </summary>
    public long WayNs(long mostDelayNs, bool first) =>
        Math.Clamp(5 * mostDelayNs, first ? (long)FirstWay.TotalNanoseconds : 50_000_000, (long)Survey.TotalNanoseconds);
}
