using System.Net;
using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Agents.Wire;
using ActorBench.Coordinator.Audit;
using ActorBench.Coordinator.Campaigns;
using ActorBench.Coordinator.Gateway;
using ActorBench.Coordinator.Hosts;
using ActorBench.Coordinator.Pairs;
using ActorBench.Coordinator.Persistence;
using ActorBench.Coordinator.Rounds;
using ActorBench.Coordinator.Statistics;
using ActorBench.Journal;
using ActorBench.Messages.Trials;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Configuration;

namespace ActorBench.Coordinator.Nodes;

/// <summary>A running coordinator: one cluster member with the six shard regions and the agents' gateway.</summary>
public sealed class CoordinatorNode : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan LeaveBound = TimeSpan.FromSeconds(8);

    private CoordinatorNode(ActorSystem system, EntityServices services)
    {
        System = system;
        Services = services;
    }

    public ActorSystem System { get; }

    public EntityServices Services { get; }

    public Entities Entities => Services.Entities;

    /// <summary><c>address:port</c> that agents reach it under.</summary>
    public string Address
    {
        get
        {
            var address = Cluster.Get(System).SelfAddress;
            return $"{address.Host}:{address.Port}";
        }
    }

    /// <param name="address">Where agents reach this node.</param>
    /// <param name="readWire">Counters of a lab's wire on this machine.</param>
    /// <param name="security">Null for an address of this machine alone.</param>
    /// <param name="port">0 lets the kernel choose, for a lab that ends with its coordinator.</param>
    /// <param name="cluster">Null for a coordinator that ends with what its user runs.</param>
    /// <param name="publicName">What others reach it under, where that is not its address.</param>
    /// <exception cref="StoreException">The store can't be reached or written.</exception>
    public static CoordinatorNode Start(IPAddress address, int port, StoreAddress store, TimeProvider? time = null, Failpoints? failpoints = null, EntityTimings? timings = null, TransportSecurity? security = null, Func<WireReading?>? readWire = null, MemberSettings? cluster = null, string? publicName = null)
    {
        security ??= TransportSecurity.OfThisMachine;
        StoreSchema.Ensure(store);
        var entities = new Entities();
        var services = new EntityServices(entities, time ?? TimeProvider.System, failpoints ?? Failpoints.None, store, timings ?? new EntityTimings(), Standing: cluster is not null) { ReadWire = readWire ?? (() => null), Security = security };
        var system = ActorSystem.Create(
            AgentOptions.SystemName,
            ActorSystemSetup.Create(
            [
                BootstrapSetup.Create().WithConfig(Configuration(address, port, store, security, cluster, publicName)),
                JournalStore.Connection(store),
                .. security.Setups,
                .. store is StoreAddress.PostgresDatabase database ? (Setup[])[PostgresLeaseSetup.Of(database)] : [],
            ]));
        security.Guard(system);
        Join(system, cluster, security);

        entities.Campaigns = StartShards(system, EntityIds.CampaignShards, id => Props.Create(() => new CampaignActor(id, services)), remember: services.Standing);
        entities.Pairs = StartShards(system, EntityIds.PairShards, id => Props.Create(() => new PairActor(id, services)));
        entities.Hosts = StartShards(system, EntityIds.HostShards, id => Props.Create(() => new HostActor(id, services)));
        entities.Rounds = StartShards(system, EntityIds.RoundShards, id => Props.Create(() => new RoundActor(id, services)));
        entities.Statistics = StartShards(system, EntityIds.StatisticsShards, id => Props.Create(() => new StatisticsActor(id, services)));
        entities.Audit = StartShards(system, EntityIds.AuditShards, id => Props.Create(() => new AuditActor(id)));
        system.ActorOf(Props.Create(() => new AgentGateway(services, security.Secret)), AgentOptions.GatewayPath.Split('/')[^1]);
        // A standing coordinator remembers its campaigns in the journal.
        if (!services.Standing) system.ActorOf(Props.Create(() => new CampaignWaker(services)), CampaignWaker.Name);
        services.Telemetry.ShowMembers(Cluster.Get(system));
        return new CoordinatorNode(system, services);
    }

    private static void Join(ActorSystem system, MemberSettings? cluster, TransportSecurity security)
    {
        if (cluster is not { SeedNodes.Count: > 0 })
        {
            Cluster.Get(system).Join(Cluster.Get(system).SelfAddress);
            return;
        }

        // Others would take one that is busy with this for dead.
        WireSerializer.Prepare(system);
        Cluster.Get(system).JoinSeedNodes(cluster.Seeds(security.Protocol));
    }

    private static IActorRef StartShards(ActorSystem system, string type, Func<string, Props> props, bool remember = false) =>
        ClusterSharding.Get(system).Start(
            type, props, ClusterShardingSettings.Create(system).WithRole(EntityIds.Role).WithRememberEntities(remember), EntityIds.Extractor);

    private static Config Configuration(IPAddress address, int port, StoreAddress store, TransportSecurity security, MemberSettings? cluster, string? publicName) => ConfigurationFactory.ParseString($$"""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.loggers = ["ActorBench.Agents.StderrLogger, ActorBench.Agents"]
        akka.actor.provider = cluster
        akka.scheduler.tick-duration = 50ms
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.cluster {
          roles = ["{{EntityIds.Role}}"]
          gossip-interval = 200ms
          leader-actions-interval = 200ms
          unreachable-nodes-reaper-interval = 200ms
          periodic-tasks-initial-delay = 200ms
          sharding {
            state-store-mode = ddata
            remember-entities = off
            # The default store needs a package that can't be had in its version, and then hangs.
            remember-entities-store = eventsourced
            entity-restart-backoff = 5s
            # A pair in a long trial hears nothing through its region, and is not idle.
            passivate-idle-entity-after = off
            retry-interval = 200ms
            waiting-for-state-timeout = 1s
            distributed-data.durable.keys = []
            least-shard-allocation-strategy.rebalance-absolute-limit = 20
          }
        }
        {{WireConfig.Remote(address.ToString(), port, publicName, WireConfig.CoordinatorFrame)}}
        {{security.Hocon}}
        {{WireConfig.Hocon}}
        {{TrustedPaths.Hocon}}
        {{JournalSerializer.Hocon}}
        {{SnapshotSerializer.Hocon}}
        {{JournalStore.Hocon(store)}}
        {{cluster?.Hocon(store)}}
        """).WithFallback(JournalStore.Reference);

    /// <summary>Gives its entities to the other members and leaves them, then ends the system.</summary>
    public async Task LeaveAsync()
    {
        await ((Task)CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance)).WaitAsync(LeaveBound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the system without leaving the cluster first: its only member takes it along, and the journal is good at every moment.</summary>
    public async ValueTask DisposeAsync()
    {
        Services.Telemetry.Dispose();
        await System.Terminate().WaitAsync(StopBound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
