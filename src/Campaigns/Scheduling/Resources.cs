using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Scheduling;

public enum ResourceKind
{
    /// <summary>A machine with everything on it: a guest claims the host that it is on.</summary>
    Host,
    Nic,
    SwitchPort,
    Link,
    Cpus,
}

public readonly record struct Resource(ResourceKind Kind, string Name);

/// <summary>What an item of work takes of a resource while it runs.</summary>
/// <param name="Units">Of the resource's capacity (Mbit/s, cores); null: all of it, nobody else may use it.</param>
public readonly record struct Claim(Resource Resource, long? Units)
{
    public static Claim Exclusive(ResourceKind kind, string name) => new(new Resource(kind, name), null);
}

/// <summary>What is there to be claimed in units. A resource that is not listed has room for one exclusive claim and for any number of others.</summary>
public sealed class Capacities(IReadOnlyDictionary<Resource, long> units)
{
    public static Capacities None { get; } = new(new Dictionary<Resource, long>());

    public long? Of(Resource resource) => units.TryGetValue(resource, out var value) ? value : null;
}

/// <summary>The claims of a pair: both hosts, their ports on the network and every declared link between them, alone. Guests are claimed with their host.</summary>
public static class PairClaims
{
    public static IReadOnlyList<Claim> Of(PairId pair, IReadOnlyList<SharedLink> links) =>
    [
        Claim.Exclusive(ResourceKind.Host, pair.Initiator), Claim.Exclusive(ResourceKind.SwitchPort, pair.Initiator),
        Claim.Exclusive(ResourceKind.Host, pair.Responder), Claim.Exclusive(ResourceKind.SwitchPort, pair.Responder),
        .. links.Where(link => link.Carries(pair)).Select(link => Claim.Exclusive(ResourceKind.Link, link.Name)),
    ];
}
