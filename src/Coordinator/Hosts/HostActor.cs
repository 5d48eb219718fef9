using ActorBench.Agents;
using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Observability;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;

namespace ActorBench.Coordinator.Hosts;

/// <summary>Stands for a machine and its guests; the only issuer of its epochs. Every rule is in <see cref="HostMachine"/>.</summary>
public sealed class HostActor : JournalingActor
{
    private HostState _state;
    private readonly Idleness _idle;
    private HostMachine _machine = null!;

    public HostActor(string entityId, EntityServices services)
        : base(services, "host", services.Timings.HostLooks, new HostInput.Tick())
    {
        _state = new HostState(entityId);
        _idle = new Idleness(services.Time, services.Timings.EntityRests);
        PersistenceId = PersistenceIds.Host(entityId);
        Recover<IHostEvent>(happened => _state = _state.Apply(happened));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<IHostCommand>(Run);
        Command<HostInput.Tick>(OnTick);
        Command<HostQueries.GetHost>(_ =>
        {
            _idle.End();
            Sender.Tell(_machine.Status(Steady));
        });
        // Who asks it for something, or registers, does so again.
        Command<Rest>(_ => Context.Stop(Self));
    }

    public override string PersistenceId { get; }

    private void OnRecovered()
    {
        _machine = new HostMachine(_state, Services.Timings.Host);
        Show();
        // Agents that a gateway knows have no reason to register again, and without them the host is empty.
        foreach (var member in Cluster.Get(Context.System).State.Members)
            Context.ActorSelection($"{member.Address}{AgentOptions.GatewayPath}").Tell(new Announce(_state.Host), ActorRefs.NoSender);
    }

    private void OnTick(HostInput.Tick tick)
    {
        if (_idle.Lasts(_machine.AtRest)) Context.Parent.Tell(new Passivate(new Rest()));
        else Handle(tick);
    }

    private void Run(object input)
    {
        _idle.End();
        Handle(input);
    }

    private void Handle(object input)
    {
        var replyTo = Sender;
        var step = _machine.Handle(input, Steady, Now);
        foreach (var happened in step.Events) Say(happened);
        PersistThenSend(step.Events, () =>
        {
            Show();
            foreach (var effect in step.Effects)
            {
                if (effect is HostEffect.TellPair toPair) Send(Services.Entities.Pairs, toPair.Message);
                else if (effect is HostEffect.TellAgent toAgent) Send(Context.ActorSelection(toAgent.LinkPath), toAgent.Message);
            }

            if (input is HostCommands.Quarantine or HostCommands.Release) Send(replyTo, _machine.Status(Steady));
        });
    }

    private void Show() => Services.Telemetry.Show(
        PersistenceId, new EntityLevel(Leases: _machine.State.Lease is null ? 0 : 1, Quarantined: _machine.State.Quarantine is null ? 0 : 1));

    private void Say(IHostEvent happened)
    {
        if (happened is HostEvents.HostQuarantined q) Log.Warning("Host {0} is quarantined: {1}", q.Host, q.Reason);
        else if (happened is HostEvents.HostReleased r) Log.Warning("Host {0} works again: {1}", r.Host, r.Reason);
        else if (happened is HostEvents.LeaseReleased { Ended: true } l) Log.Warning("The lease of host {0} with epoch {1} ended: its holder fell silent.", l.Host, l.Epoch);
    }
}
