using ActorBench.Agents;
using ActorBench.Agents.Wire;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Persistence;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>Names that something stored or something running elsewhere knows. Changing one loses data or agents.</summary>
public sealed class FixedNamesSpecs
{
    private static readonly CampaignId Campaign = new("quick-3fa2c1-1");
    private static readonly PairId Pair = new("h1", "h2");

    [Fact]
    public void Persistence_ids() => Assert.Equal(
        ["campaign-quick-3fa2c1-1", "pair-quick-3fa2c1-1/h1:h2", "host-h1", "statistics-quick-3fa2c1-1", "audit-host-h1"],
        (string[])[PersistenceIds.Campaign(Campaign), PersistenceIds.Pair(Campaign, Pair), PersistenceIds.Host("h1"), PersistenceIds.Statistics(Campaign), PersistenceIds.Audit("host-h1")]);

    [Fact]
    public void Shards_and_role() => Assert.Equal(
        ["coordinator", "campaign", "pair", "host", "round", "statistics", "audit", "30"],
        (string[])[EntityIds.Role, EntityIds.CampaignShards, EntityIds.PairShards, EntityIds.HostShards, EntityIds.RoundShards, EntityIds.StatisticsShards, EntityIds.AuditShards, $"{EntityIds.ShardCount}"]);

    [Fact]
    public void Entity_ids_of_pairs_split_back()
    {
        Assert.Equal("quick-3fa2c1-1/h1:h2", EntityIds.OfPair(Campaign, Pair));
        Assert.Equal((Campaign, Pair), EntityIds.ParsePair("quick-3fa2c1-1/h1:h2"));
    }

    [Fact]
    public void Entity_ids_of_rounds() => Assert.Equal("quick-3fa2c1-1/7", EntityIds.OfRound(Campaign, 7));

    [Fact]
    public void Serializers()
    {
        using var system = ActorSystem.Create("names", WireConfig.Hocon);
        var extended = (ExtendedActorSystem)system;
        Assert.Equal(
            [1001, 1002, 1005, 1006],
            (int[])[
                new JournalSerializer(extended).Identifier,
                new SnapshotSerializer(extended).Identifier,
                new WireSerializer(extended).Identifier,
                new RegistrationSerializer(extended).Identifier]);
    }

    [Fact]
    public void Paths_that_agents_and_coordinators_find_each_other_under() => Assert.Equal(
        ["actorbench", "/user/agents", "link", "endpoint"],
        (string[])[AgentOptions.SystemName, AgentOptions.GatewayPath, AgentLink.Name, EndpointActor.Name]);
}
