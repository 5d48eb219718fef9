using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Scheduling;

/// <summary>A link that several hosts have in common towards all others, such as the uplink of a rack's switch.</summary>
/// <param name="Hosts">Those behind it.</param>
public sealed record SharedLink(string Name, IReadOnlyList<string> Hosts)
{
    /// <summary>Two hosts behind it talk past it, and so do two that are not.</summary>
    public bool Carries(PairId pair) => Hosts.Contains(pair.Initiator) != Hosts.Contains(pair.Responder);

    /// <summary>Whether any of the links keeps two pairs apart.</summary>
    public static bool Binds(IReadOnlyList<SharedLink> links, IReadOnlyList<PairId> pairs) => links.Any(link => pairs.Count(link.Carries) > 1);
}
