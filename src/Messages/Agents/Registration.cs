namespace ActorBench.Messages.Agents;

public enum AgentRole
{
    Host,
    Guest,
}

/// <summary>First word of an agent to a coordinator; with its refusal the only messages that two builds must both read.</summary>
/// <param name="Incarnation">New at each start of the agent's process.</param>
/// <param name="Platform"><c>native</c> for a host's own endpoint.</param>
/// <param name="DataAddress">Address that its endpoint measures on.</param>
/// <param name="BootId">Equal for two agents whose CPU counters are those of one machine.</param>
/// <param name="Nonce">For the proof of the join secret; null from an agent without one.</param>
/// <param name="Facts">What the report shows of the place; names and values are free text.</param>
public sealed record Register(
    int ProtocolVersion,
    string Build,
    string Incarnation,
    AgentRole Role,
    string Host,
    string Platform,
    string DataAddress,
    string BootId,
    Dictionary<string, string> Facts,
    string? Nonce = null)
{
    /// <summary>Raised when an agent and a coordinator of the versions before and after can't work together.</summary>
    public const int CurrentProtocolVersion = 1;
}

/// <summary>A coordinator that has a join secret proves that, and asks the agent for the same.</summary>
/// <param name="Nonce">Fresh; the agent's proof covers it and its own.</param>
public sealed record JoinChallenge(string Nonce, byte[] Proof);

/// <summary>Answer to <see cref="JoinChallenge"/>; good once.</summary>
public sealed record JoinProof(string Incarnation, byte[] Proof);

/// <param name="Reason">One sentence that names both builds.</param>
public sealed record RegistrationRefused(string Reason);

/// <summary>The host entity knows the agent; it may be given work from now on.</summary>
public sealed record Registered(string Host, string Platform);

/// <summary>Sign of life, and the question whether the coordinator still knows the agent.</summary>
public sealed record Ping(string Incarnation);

/// <param name="Known">False after a restart of the coordinator: register again.</param>
public sealed record Pong(bool Known);

/// <summary>From a host entity that has just come back, to every gateway: tell it again who is registered.</summary>
public sealed record Announce(string Host);

/// <summary>The agent's process ends on purpose.</summary>
public sealed record Goodbye(string Incarnation);
