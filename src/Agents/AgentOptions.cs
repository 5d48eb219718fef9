using System.Net;
using ActorBench.Agents.Configuration;
using ActorBench.Agents.Security;
using ActorBench.Agents.Spool;
using ActorBench.Messages.Agents;

namespace ActorBench.Agents;

/// <summary>Where an agent stands and whom it serves.</summary>
/// <param name="Coordinators"><c>address:port</c> of coordinators, tried in turn.</param>
/// <param name="ManagementAddress">The agent's own address for actor messages.</param>
/// <param name="DataAddress">The address that its endpoint measures on.</param>
/// <param name="Cpu">Processor of the measuring thread; null leaves it to the scheduler.</param>
public sealed record AgentOptions(
    AgentRole Role,
    string Host,
    string Platform,
    IReadOnlyList<string> Coordinators,
    IPAddress ManagementAddress,
    IPAddress DataAddress,
    int? Cpu,
    IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>What it does for no coordinator.</summary>
    public OrderCaps Caps { get; init; } = new();

    /// <summary>How its messages to coordinators are protected.</summary>
    public TransportSecurity Security { get; init; } = TransportSecurity.OfThisMachine;

    /// <summary>What the initiator is told to dial instead of <see cref="DataAddress"/>, where something in between forwards to it: an IP address or a host name. Null for nothing.</summary>
    public string? AdvertisedDataAddress { get; init; }

    /// <summary>Port that a responder listens on, for TCP and UDP; 0 takes a free one.</summary>
    public int DataPort { get; init; }

    /// <summary>Of <see cref="Facts"/>, those that say how a guest was made: they are part of its environment. The others are labels.</summary>
    public IReadOnlyDictionary<string, string> GuestFacts =>
        Facts.Where(fact => fact.Key.StartsWith("guest.", StringComparison.Ordinal)).ToDictionary(fact => fact.Key, fact => fact.Value);

    /// <summary>Platforms that a host may start guests on, by its own configuration; empty: every one that it has a driver for.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Guests that a host keeps at once; one that rests is ended where another needs its place.</summary>
    public int MaxGuests { get; init; } = UsualGuests;

    /// <summary>Where the guests of a host outside of any lab stand; null where it starts none.</summary>
    public GuestNetwork? Guests { get; init; }

    /// <summary>Where results outlive the agent until they are stored; null where an agent's death is its coordinator's, too.</summary>
    public SpoolPlace? Spool { get; init; }

    internal const int UsualGuests = 12;

    /// <summary>Name of every node's actor system; part of each address.</summary>
    public const string SystemName = "actorbench";

    /// <summary>Path of the coordinator's actor that agents talk to.</summary>
    public const string GatewayPath = "/user/agents";
}
