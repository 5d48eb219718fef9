using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Messages.Hosts;

/// <summary>Orders to a host entity.</summary>
public interface IHostCommand : IWithHostId;

public static class HostCommands
{
    /// <param name="Request">The same number asks again for the same lease and gets the same epoch.</param>
    /// <param name="Longest">The longest that one attempt of the block may take; the lease lasts so much longer.</param>
    /// <param name="At">The asker's clock; comes back with the answer.</param>
    public sealed record TakeLease(
        string Host, CampaignId Campaign, PairId Pair, long Request, TimeSpan Longest = default, DateTimeOffset At = default) : IHostCommand;

    /// <summary>The holder is alive and wants the lease for as long again. Answered as <see cref="TakeLease"/> is.</summary>
    /// <param name="Accepted">Attempts that ended with a result since this was said last.</param>
    public sealed record RenewLease(
        string Host, CampaignId Campaign, PairId Pair, long Request, long Epoch, DateTimeOffset At, int Accepted) : IHostCommand;

    /// <param name="Accepted">As in <see cref="RenewLease"/>.</param>
    public sealed record ReleaseLease(string Host, CampaignId Campaign, PairId Pair, long Epoch, int Accepted = 0) : IHostCommand;

    /// <summary>An attempt failed, and the endpoint of this platform on this host is what failed it.</summary>
    /// <param name="Accepted">As in <see cref="RenewLease"/>.</param>
    public sealed record ReportFailure(string Host, string Platform, AttemptKey Key, TrialFailure Failure, int Accepted) : IHostCommand;

    /// <summary>Have these platforms' endpoints registered; answered by <see cref="HostReplies.PlatformsReady"/> when they are or can't be.</summary>
    /// <param name="Guests">What becomes of them after the block.</param>
    public sealed record EnsurePlatforms(
        string Host, CampaignId Campaign, PairId Pair, string[] Platforms, GuestMode Guests = GuestMode.Warm) : IHostCommand;

    /// <summary>From the gateway: an agent of this host announced itself.</summary>
    /// <param name="LinkPath">Path of the actor that waits for the acknowledgement and starts guests.</param>
    /// <param name="Gateway">The gateway's node; an agent that went over to another is not lost when the first hears nothing more of it.</param>
    public sealed record AgentRegistered(
        string Host, AgentRole Role, EndpointAddress Endpoint, string LinkPath, IReadOnlyDictionary<string, string> Facts, string Gateway = "")
        : IHostCommand;

    /// <param name="Gateway">Of the <see cref="AgentRegistered"/> that it takes back.</param>
    /// <param name="OnPurpose">It said goodbye; else its connection broke or it fell silent.</param>
    public sealed record AgentLost(string Host, string Incarnation, string Gateway = "", bool OnPurpose = false) : IHostCommand;

    public sealed record GuestStarting(string Host, string Platform, TimeSpan Bound) : IHostCommand;

    public sealed record GuestFailed(string Host, string Platform, string Reason, bool Unsupported) : IHostCommand;

    public sealed record GuestPaused(string Host, string Platform) : IHostCommand;

    public sealed record GuestEnded(string Host, string Platform) : IHostCommand;

    /// <summary>From the gateway: an agent that called itself this host's was turned away.</summary>
    public sealed record RegistrationTurnedAway(string Host, string Platform, string Address, string Reason) : IHostCommand;

    /// <summary>From the gateway: the answer to <see cref="EndpointCommands.Probe"/>.</summary>
    /// <param name="Failure">Null when the probe's exchanges went well.</param>
    public sealed record CanaryEnded(string Host, long Number, string? Failure) : IHostCommand;

    /// <summary>From the gateway: the answer to <see cref="EndpointCommands.Fence"/>.</summary>
    public sealed record FenceHeard(string Host, string Platform, string Incarnation, long Epoch) : IHostCommand;

    /// <summary>An operator takes the host out: nobody gets its lease until <see cref="Release"/>. Answered by <see cref="HostStatus"/>.</summary>
    public sealed record Quarantine(string Host, string Reason) : IHostCommand;

    /// <summary>An operator lets the host work again, whoever had quarantined it. Answered by <see cref="HostStatus"/>.</summary>
    public sealed record Release(string Host, string Reason) : IHostCommand;
}

/// <summary>What a host entity tells a pair.</summary>
public static class HostReplies
{
    /// <param name="Holds">How long the lease lasts from <paramref name="AskedAt"/> on, the asker's own clock.</param>
    public sealed record LeaseTaken(
        string Host, CampaignId Campaign, PairId Pair, long Request, long Epoch, TimeSpan Holds, DateTimeOffset AskedAt);

    /// <summary>No lease now, or none any more: the host is quarantined, or the lease has ended and went to others. Ask again later.</summary>
    public sealed record LeaseRefused(string Host, CampaignId Campaign, PairId Pair, long Request, string Reason);

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
