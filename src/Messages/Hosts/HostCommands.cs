using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Hosts;

/// <summary>Orders to a host entity.</summary>
public interface IHostCommand : IWithHostId;

public static class HostCommands
{
    /// <param name="Request">The same number asks again for the same lease and gets the same epoch.</param>
    public sealed record TakeLease(string Host, CampaignId Campaign, PairId Pair, long Request) : IHostCommand;

    public sealed record ReleaseLease(string Host, CampaignId Campaign, PairId Pair, long Epoch) : IHostCommand;

    /// <summary>Have these platforms' endpoints registered; answered by <see cref="HostReplies.PlatformsReady"/> when they are or can't be.</summary>
    public sealed record EnsurePlatforms(string Host, CampaignId Campaign, PairId Pair, string[] Platforms) : IHostCommand;

    /// <summary>From the gateway: an agent of this host announced itself.</summary>
    /// <param name="LinkPath">Path of the actor that waits for the acknowledgement and starts guests.</param>
    /// <param name="Gateway">The gateway's node; an agent that went over to another is not lost when the first hears nothing more of it.</param>
    public sealed record AgentRegistered(
        string Host, AgentRole Role, EndpointAddress Endpoint, string LinkPath, IReadOnlyDictionary<string, string> Facts, string Gateway = "")
        : IHostCommand;

    /// <param name="Gateway">Of the <see cref="AgentRegistered"/> that it takes back.</param>
    public sealed record AgentLost(string Host, string Incarnation, string Gateway = "") : IHostCommand;

    public sealed record GuestFailed(string Host, string Platform, string Reason, bool Unsupported) : IHostCommand;
}

/// <summary>What a host entity tells a pair.</summary>
public static class HostReplies
{
    public sealed record LeaseTaken(string Host, CampaignId Campaign, PairId Pair, long Request, long Epoch);

    /// <param name="Missing">Platform and reason: not up within the bound, perhaps next time.</param>
    /// <param name="Unsupported">Platform and reason: can't run on this host.</param>
    public sealed record PlatformsReady(
        string Host,
        CampaignId Campaign,
        PairId Pair,
        IReadOnlyDictionary<string, EndpointAddress> Endpoints,
        IReadOnlyDictionary<string, string> Missing,
        IReadOnlyDictionary<string, string> Unsupported);

    /// <summary>An endpoint that the pair was told of is gone.</summary>
    public sealed record EndpointLost(string Host, CampaignId Campaign, PairId Pair, string Platform, string Incarnation);
}
