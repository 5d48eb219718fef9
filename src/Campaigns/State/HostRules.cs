namespace ActorBench.Campaigns.State;

/// <summary>How long a host entity waits for what.</summary>
public sealed record HostRules
{
    /// <summary>How long a lease lasts beyond the longest attempt, unless its holder renews it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between the end of a silent holder's lease and the next one: twice what two clocks and a message's way may differ by.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for a guest to boot and register.</summary>
    public TimeSpan RaiseBound { get; init; } = HostMachine.RaiseBound;

    /// <summary>
    /// An agent of which no gateway has said anything for so long is lost: six pings. A gateway that dies can't tell of its agents' deaths,
    /// and one that is cut off keeps a living agent waiting for 25 s before it goes to another.
    /// </summary>
    public TimeSpan AgentSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same when another agent asks for its place, most likely because it is dead: two pings and something.</summary>
    public TimeSpan SilenceBesideRival { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Waits before a quarantined host is tried again; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> CanaryWaits { get; init; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>A canary that has not come back by then has failed.</summary>
    public TimeSpan CanaryBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a lab whose hosts come and go with their coordinator: nobody else waits for them, and a person waits for the end.</summary>
    public static HostRules Lab { get; } = new() { CanaryWaits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)] };
}
