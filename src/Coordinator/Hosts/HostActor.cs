using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;
using Akka.Actor;
using Akka.Persistence;

namespace ActorBench.Coordinator.Hosts;

/// <summary>Stands for a machine and its guests; the only issuer of its epochs. Every rule is in <see cref="HostMachine"/>.</summary>
public sealed class HostActor : JournalingActor
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private HostState _state;
    private HostMachine _machine = null!;

    public HostActor(string entityId, EntityServices services)
        : base(services, "host", LookEvery, new HostInput.Tick())
    {
        _state = new HostState(entityId);
        PersistenceId = PersistenceIds.Host(entityId);
        Recover<IHostEvent>(happened => _state = _state.Apply(happened));
        Recover<RecoveryCompleted>(_ => _machine = new HostMachine(_state));
        Command<IHostCommand>(Run);
        Command<HostInput>(Run);
    }

    public override string PersistenceId { get; }

    private void Run(object input)
    {
        var step = _machine.Handle(input, Now);
        PersistThenSend(step.Events, () =>
        {
            foreach (var effect in step.Effects)
            {
                if (effect is HostEffect.TellPair toPair) Send(Services.Entities.Pairs, toPair.Message);
                else if (effect is HostEffect.TellAgent toAgent) Send(Context.ActorSelection(toAgent.LinkPath), toAgent.Message);
            }
        });
    }
}
