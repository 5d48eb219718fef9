using ActorBench.Messages.Agents;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using Akka.Cluster.Sharding;

namespace ActorBench.Coordinator.Nodes;

/// <summary>Fixed names: shard types, role and ids. Changing one loses what is stored under it.</summary>
public static class EntityIds
{
    public const string Role = "coordinator";
    public const string CampaignShards = "campaign";
    public const string PairShards = "pair";
    public const string HostShards = "host";
    public const string RoundShards = "round";
    public const string StatisticsShards = "statistics";
    public const string AuditShards = "audit";

    /// <summary>About ten for each of three coordinators.</summary>
    public const int ShardCount = 30;

    /// <summary>Every shard type: members of the cluster address each other under these.</summary>
    public static IReadOnlyList<string> AllShards { get; } = [CampaignShards, PairShards, HostShards, RoundShards, StatisticsShards, AuditShards];

    public static string OfPair(CampaignId campaign, PairId pair) => $"{campaign}/{pair}";

    public static string OfRound(CampaignId campaign, int round) => FormattableString.Invariant($"{campaign}/{round}");

    public static (CampaignId Campaign, PairId Pair) ParsePair(string entityId)
    {
        var slash = entityId.LastIndexOf('/');
        return (new CampaignId(entityId[..slash]), PairId.Parse(entityId[(slash + 1)..]));
    }

    internal static IMessageExtractor Extractor { get; } = HashCodeMessageExtractor.Create(ShardCount, EntityIdOf, message => message);

    private static string? EntityIdOf(object message) => message switch
    {
        IWithPairId m => OfPair(m.Campaign, m.Pair),
        EndpointReplies.IEndpointReply m => OfPair(m.Campaign, m.Pair),
        HostReplies.LeaseTaken m => OfPair(m.Campaign, m.Pair),
        HostReplies.LeaseRefused m => OfPair(m.Campaign, m.Pair),
        HostReplies.PlatformsReady m => OfPair(m.Campaign, m.Pair),
        HostReplies.EndpointLost m => OfPair(m.Campaign, m.Pair),
        IWithRoundId m => OfRound(m.Campaign, m.Round),
        IWithHostId m => m.Host,
        IWithAuditSubject m => m.Subject,
        IWithCampaignId m => m.Campaign.Value,
        _ => null,
    };
}
