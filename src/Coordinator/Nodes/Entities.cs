using ActorBench.Agents.Security;
using ActorBench.Coordinator.Campaigns;
using ActorBench.Coordinator.Observability;
using ActorBench.Coordinator.Persistence;
using ActorBench.Journal;
using ActorBench.Messages.Trials;
using Akka.Actor;

namespace ActorBench.Coordinator.Nodes;

/// <summary>Shard regions by name; set once all are started, since the entities behind them need each other.</summary>
public sealed class Entities
{
    public IActorRef Campaigns { get; set; } = ActorRefs.Nobody;

    public IActorRef Pairs { get; set; } = ActorRefs.Nobody;

    public IActorRef Hosts { get; set; } = ActorRefs.Nobody;

    public IActorRef Rounds { get; set; } = ActorRefs.Nobody;

    public IActorRef Statistics { get; set; } = ActorRefs.Nobody;

    public IActorRef Audit { get; set; } = ActorRefs.Nobody;
}

/// <summary>What entities need besides their id.</summary>
/// <param name="Store">The journal, to read back what was missed.</param>
/// <param name="Standing">The coordinator is there for good: a campaign that is not over goes on by itself after any crash.</param>
public sealed record EntityServices(
    Entities Entities, TimeProvider Time, Failpoints Failpoints, StoreAddress Store, EntityTimings Timings, bool Standing = false)
{
    public SteadyClock Steady { get; } = new(Time);

    public StoreHealth Health { get; } = new(Store);

    /// <summary>How this node's messages are protected; each campaign that starts here says so.</summary>
    public TransportSecurity Security { get; init; } = TransportSecurity.OfThisMachine;

    public RunningCampaigns Running { get; } = new();

    public NodeTelemetry Telemetry { get; } = new();

    /// <summary>The counters of the lab's wire; null where no process of this machine holds frames.</summary>
    public Func<WireReading?> ReadWire { get; init; } = () => null;
}
