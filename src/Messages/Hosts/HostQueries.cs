using ActorBench.Messages.Agents;

namespace ActorBench.Messages.Hosts;

public static class HostQueries
{
    /// <summary>Answered by <see cref="HostStatus"/>, also for a host that nobody has heard of.</summary>
    public sealed record GetHost(string Host) : IWithHostId;
}

/// <summary>A host as its entity sees it now. Agents and failures are what this incarnation of the entity was told.</summary>
/// <param name="Epoch">The last one issued; 0 before the first lease.</param>
/// <param name="Holder">Campaign and pair that hold the lease, as <c>quick-3fa2c1-1/h1:h2</c>; null when it is free.</param>
/// <param name="LeaseEndsInSeconds">Null when it is free.</param>
/// <param name="Waiting">Who else wants the lease, the next one first.</param>
/// <param name="Quarantine">Null when the host may work.</param>
/// <param name="Failures">The last attempts that this host failed, the latest first.</param>
/// <param name="TurnedAway">Agents that called themselves this host's and were refused, the latest first.</param>
/// <param name="Paused">Platforms whose guest is frozen until a block needs it.</param>
/// <param name="Starts">How long this host's guests took to start, by platform.</param>
public sealed record HostStatus(
    string Host,
    IReadOnlyList<RegisteredAgent> Agents,
    long Epoch,
    string? Holder,
    double? LeaseEndsInSeconds,
    IReadOnlyList<string> Waiting,
    HostQuarantine? Quarantine,
    IReadOnlyList<HostFailure> Failures,
    IReadOnlyList<TurnedAway> TurnedAway,
    IReadOnlyList<string> Paused,
    IReadOnlyList<GuestStarts> Starts)
{
    /// <summary>One word: <c>quarantined</c>, <c>absent</c> (no agent), <c>leased</c> or <c>free</c>.</summary>
    public string State => Quarantine is not null ? "quarantined" : Agents.Count == 0 ? "absent" : Holder is not null ? "leased" : "free";
}

/// <param name="Since">Wall clock, a label only.</param>
/// <param name="Facts">Text from the host, not to be trusted.</param>
public sealed record RegisteredAgent(AgentRole Role, EndpointAddress Endpoint, IReadOnlyDictionary<string, string> Facts, DateTimeOffset Since);

/// <param name="ByOperator">Only an operator lifts it; else canaries do.</param>
/// <param name="Canaries">Good canaries in a row so far.</param>
/// <param name="NextCanaryInSeconds">Null where none will be sent.</param>
/// <param name="LastCanary">Why the last canary was no good; null when it was, or none has come back.</param>
public sealed record HostQuarantine(
    string Reason, DateTimeOffset Since, bool ByOperator, int Canaries, double? NextCanaryInSeconds, string? LastCanary);

/// <param name="Attempt">Campaign, pair, trial, attempt and epoch; empty where no attempt was open.</param>
public sealed record HostFailure(DateTimeOffset At, string Attempt, string Reason);

public sealed record TurnedAway(DateTimeOffset At, string Platform, string Address, string Reason);
