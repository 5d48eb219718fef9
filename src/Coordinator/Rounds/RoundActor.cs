using ActorBench.Campaigns.Synchronisation;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Rounds;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace ActorBench.Coordinator.Rounds;

/// <summary>Lets the pairs of one round begin together. Every rule is in <see cref="RoundMachine"/>, and nothing is stored: whoever waits for an answer asks again.</summary>
public sealed class RoundActor : ReceiveActor, IWithTimers
{
    /// <summary>Longer than any campaign's trial; pairs that are gone for good leave nothing behind for ever.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IActorRef> _endpoints = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly RoundMachine _machine;
    private readonly EntityServices _services;
    private readonly string _id;

    public RoundActor(string entityId, EntityServices services)
    {
        _id = entityId;
        _services = services;
        _machine = new RoundMachine(services.Timings.Rounds);
        Receive<IWithRoundId>(Run);
        Receive<ClockPong>(Run);
        Receive<RoundInput>(Run);
        Receive<ReceiveTimeout>(_ => Passivate());
        Context.SetReceiveTimeout(Forgotten);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>CLOCK_MONOTONIC: a time stamp is one nanosecond of it on Linux.</summary>
    private long NowNs => _services.Time.GetTimestamp();

    private void Run(object input)
    {
        _services.Failpoints.Hit("round.before-step");
        foreach (var effect in _machine.Handle(input, NowNs)) Carry(effect);
    }

    private void Carry(RoundEffect effect)
    {
        switch (effect)
        {
            case RoundEffect.TellPair e:
                _services.Entities.Pairs.Tell(e.Reply, ActorRefs.NoSender);
                break;
            case RoundEffect.Ping e:
                Resolve(e.Endpoint.ActorPath).Tell(e.Question, Self);
                break;
            case RoundEffect.WakeAfter e:
                Timers.StartSingleTimer("wake", new RoundInput.Wake(), e.Time);
                break;
            case RoundEffect.Warn e:
                _log.Warning("{0}: {1}", _id, e.Sentence);
                break;
            case RoundEffect.Over:
                Passivate();
                break;
        }
    }

    private IActorRef Resolve(string path)
    {
        if (_endpoints.TryGetValue(path, out var known)) return known;
        return _endpoints[path] = ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);
    }

    private static void Passivate() => Context.Parent.Tell(new Passivate(PoisonPill.Instance));
}
