using System.Security.Cryptography;
using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Observability;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Validity;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;

namespace ActorBench.Coordinator.Pairs;

/// <summary>Keeps one pair's journal: one event a trial. Every rule is in <see cref="PairMachine"/>.</summary>
public sealed class PairActor : JournalingActor
{
    private readonly Dictionary<string, IActorRef> _endpoints = [];
    private readonly PairSpans _spans;
    private readonly Idleness _idle;
    private PairState _state;
    private PairMachine _machine = null!;
    private WireReading? _wireAtGo;

    public PairActor(string entityId, EntityServices services)
        : base(services, "pair", services.Timings.PairAsksAgain, new PairInput.Tick())
    {
        var (campaign, pair) = EntityIds.ParsePair(entityId);
        _state = new PairState(campaign, pair);
        _spans = new PairSpans(campaign, pair);
        _idle = new Idleness(services.Time, services.Timings.EntityRests);
        PersistenceId = PersistenceIds.Pair(campaign, pair);
        Recover<IPairEvent>(happened => _state = _state.Apply(happened));
        Recover<RecoveryCompleted>(_ => _machine = new PairMachine(
            _state, () => RandomNumberGenerator.GetBytes(16), Validity, services.Timings.Retry));
        Command<IWithPairId>(Run);
        Command<EndpointReplies.IEndpointReply>(Run);
        Command<HostReplies.LeaseTaken>(Run);
        Command<HostReplies.LeaseRefused>(Run);
        Command<HostReplies.PlatformsReady>(Run);
        Command<HostReplies.EndpointLost>(Run);
        Command<PairInput.Tick>(OnTick);
        Command<PairInput>(Run);
        // A block that came meanwhile is told again, and brings it back.
        Command<Rest>(_ => Context.Stop(Self));
    }

    public override string PersistenceId { get; }

    protected override void PostStop()
    {
        _spans.Dispose();
        base.PostStop();
    }

    private void OnTick(PairInput.Tick tick)
    {
        if (_idle.Lasts(_machine.Phase == PairPhase.Idle)) Context.Parent.Tell(new Passivate(new Rest()));
        else Handle(tick);
    }

    private void Run(object input)
    {
        _idle.End();
        Handle(input);
    }

    private void Handle(object input)
    {
        var sender = Sender;
        if (input is PairCommands.RunBlock grant) _spans.Granted(grant);
        var step = _machine.Handle(input, Steady, Now);
        var folds = new List<StatisticsCommands.Fold>(step.Events.Count);
        PersistThenSend(
            step.Events,
            () =>
            {
                foreach (var effect in step.Effects) Send(effect, sender);
                Observe(step);
                // Last, for the next trial waits for the effects and nobody waits for the statistics.
                foreach (var fold in folds) Send(Services.Entities.Statistics, fold);
            },
            happened => folds.Add(new StatisticsCommands.Fold(_state.Campaign, _state.Pair, LastSequenceNr, happened)));
    }

    private void Send(PairEffect effect, IActorRef sender)
    {
        switch (effect)
        {
            case PairEffect.TellHost e:
                Send(Services.Entities.Hosts, e.Command);
                break;
            case PairEffect.TellEndpoint e:
                if (e.Message is EndpointCommands.Go) _wireAtGo = Services.ReadWire();
                Send(Resolve(e.Endpoint.ActorPath), e.Message);
                break;
            case PairEffect.TellSender e:
                Send(sender, e.Message);
                break;
            case PairEffect.TellRound e:
                Send(Services.Entities.Rounds, e.Command);
                break;
            case PairEffect.TellCampaign e:
                Send(Services.Entities.Campaigns, e.Command);
                break;
            case PairEffect.ShowOpen e:
                Send(Services.Entities.Statistics, new StatisticsCommands.TrialOpened(_state.Campaign, _state.Pair, e.Trial));
                break;
            case PairEffect.ShowWaiting e:
                if (e.News) Log.Warning("Pair {0} of {1} waits: {2}", _state.Pair, _state.Campaign, e.Reason);
                Send(Services.Entities.Statistics, new StatisticsCommands.PairWaits(_state.Campaign, _state.Pair, e.Reason));
                break;
            case PairEffect.StartWait e:
                Timers.StartSingleTimer("wait", new PairInput.Wake(), e.After);
                break;
            case PairEffect.StartDeadline e:
                Timers.StartSingleTimer("deadline", new PairInput.DeadlinePassed(e.Key), e.After);
                break;
        }
    }

    /// <summary>After the effects: no order to an endpoint waits for it.</summary>
    private void Observe(PairStep step)
    {
        foreach (var happened in step.Events)
        {
            _spans.Stored(happened);
            if (happened is ITrialEvent or PairEvents.BlockPaused) Services.Telemetry.Gone(PersistenceId);
        }

        foreach (var effect in step.Effects)
        {
            _spans.Followed(effect);
            if (effect is PairEffect.ShowOpen) Services.Telemetry.Show(PersistenceId, new EntityLevel(Trials: 1));
        }
    }

    private TrialValidity Validity(PairCommands.RunBlock grant)
    {
        var block = new BlockValidity(grant.Wire);
        return (spec, initiator, responder, start) =>
        {
            var held = _wireAtGo is { } before ? Services.ReadWire()?.Since(before) : null;
            return new WitnessedTrial(block.Broken(spec, initiator, responder, held, start), held);
        };
    }

    private IActorRef Resolve(string path)
    {
        if (_endpoints.TryGetValue(path, out var known)) return known;
        return _endpoints[path] = ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);
    }
}
