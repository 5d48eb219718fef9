using ActorBench.Agents;
using ActorBench.Agents.Wire;
using ActorBench.Coordinator.Nodes;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>Two members with a coordinator's closed doors: what they say to each other by path must still arrive.</summary>
public sealed class MembersSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task Members_join_share_entities_and_hand_them_over()
    {
        var (first, second) = (Member(), Member());
        var seed = Cluster.Get(first).SelfAddress;
        await Cluster.Get(first).JoinAsync(seed).WaitAsync(Bound);
        await Cluster.Get(second).JoinSeedNodesAsync([seed]).WaitAsync(Bound);
        var (here, there) = (Region(first), Region(second));

        var places = new HashSet<string>();
        for (var id = 0; places.Count < 2; id++)
        {
            Assert.True(id < 200, $"All entities are at {string.Join(' ', places)}: the second member got no shard.");
            places.Add(await AskAsync(here, $"{id}"));
        }

        Assert.Equal(await AskAsync(here, "7"), await AskAsync(there, "7"));
        await Cluster.Get(first).LeaveAsync().WaitAsync(Bound);
        for (var id = 0; id < 20; id++) Assert.Equal($"{Cluster.Get(second).SelfAddress}", await AskAsync(there, $"{id}"));
    }

    [Fact]
    public void Every_shard_type_has_its_doors() => Assert.Equal(
        typeof(EntityIds).GetFields().Where(f => f.IsLiteral && f.Name.EndsWith("Shards", StringComparison.Ordinal)).Select(f => (string)f.GetRawConstantValue()!).Order(),
        EntityIds.AllShards.Order());

    public async ValueTask DisposeAsync() => await Task.WhenAll(_systems.Select(s => s.Terminate()));

    private static async Task<string> AskAsync(IActorRef region, string id) => (string)await TestNode.AskAsync(region, id);

    private ActorSystem Member()
    {
        var system = ActorSystem.Create(AgentOptions.SystemName, $$"""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.actor.provider = cluster
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.cluster.roles = ["{{EntityIds.Role}}"]
            akka.cluster.gossip-interval = 200ms
            akka.cluster.leader-actions-interval = 200ms
            akka.cluster.sharding { state-store-mode = ddata, remember-entities = off, distributed-data.durable.keys = [], rebalance-interval = 1s }
            {{WireConfig.Remote("127.0.0.1", 0)}}
            {{TrustedPaths.Hocon}}
            """);
        _systems.Add(system);
        return system;
    }

    private static IActorRef Region(ActorSystem system) => ClusterSharding.Get(system).Start(
        EntityIds.CampaignShards,
        _ => Props.Create(() => new Where()),
        ClusterShardingSettings.Create(system).WithRole(EntityIds.Role),
        HashCodeMessageExtractor.Create(30, message => message as string, message => message));

    private sealed class Where : ReceiveActor
    {
        public Where() => ReceiveAny(_ => Sender.Tell($"{Cluster.Get(Context.System).SelfAddress}"));
    }
}
