using ActorBench.Journal;
using ActorBench.Messages.Audit;
using Akka.Actor;
using Akka.Persistence;

namespace ActorBench.Coordinator.Audit;

/// <summary>Keeps on record who ordered what of one subject. It knows nothing and decides nothing.</summary>
public sealed class AuditActor : ReceivePersistentActor
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    public AuditActor(string entityId)
    {
        PersistenceId = PersistenceIds.Audit(entityId);
        Recover<Operated>(_ => { });
        Command<AuditCommands.Record>(m => Persist(m.Operation, _ => Sender.Tell(new AuditReplies.Recorded(entityId))));
        Command<ReceiveTimeout>(_ => Context.Parent.Tell(new Akka.Cluster.Sharding.Passivate(PoisonPill.Instance)));
        SetReceiveTimeout(Idle);
    }

    public override string PersistenceId { get; }
}
