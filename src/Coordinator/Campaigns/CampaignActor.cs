using System.Diagnostics;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Coordinator.Observability;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;

namespace ActorBench.Coordinator.Campaigns;

/// <summary>Keeps one campaign's journal and grants its blocks. Every rule is in <see cref="CampaignMachine"/>.</summary>
public sealed class CampaignActor : JournalingActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private CampaignJournal _journal;
    private CampaignMachine _machine = null!;
    private Activity? _span;
    private IActorRef _waitsForStop = ActorRefs.Nobody;

    public CampaignActor(string entityId, EntityServices services)
        : base(services, "campaign", services.Timings.CampaignTellsAgain, new CampaignTick())
    {
        _journal = new CampaignJournal(new CampaignId(entityId));
        PersistenceId = PersistenceIds.Campaign(_journal.Campaign);
        Recover<ICampaignEvent>(happened => _journal = _journal.Apply(happened));
        Recover<RecoveryCompleted>(_ =>
        {
            _machine = new CampaignMachine(_journal, MakePlan);
            Show(_journal);
        });
        Command<Rest>(_ => OnRest());
        Command<CampaignCommands.Stop>(m =>
        {
            _waitsForStop = Sender;
            Services.Running.Remove(m.Campaign);
            Run(m);
        });
        Command<CampaignCommands.Start>(m => Run(m with { Lab = Services.Security.With(m.Lab) }));
        Command<ICampaignCommand>(Run);
        Command<CampaignTick>(OnTick);
        Command<CampaignQueries.GetProgress>(m => Sender.Tell(Progress(m.Campaign)));
    }

    public override string PersistenceId { get; }

    protected override void PostStop()
    {
        Spans.End(_span, "interrupted");
        base.PostStop();
    }

    private void OnTick(CampaignTick tick)
    {
        if (Services.Standing && _machine.AtRest) Context.Parent.Tell(new Passivate(new Rest()));
        // Back after a crash, where nobody else would say that it goes on. With the tick, so that one that dies of it does not spin.
        else if (!_machine.Active && MayGoOn) Run(new CampaignCommands.Resume(_journal.Campaign));
        else Run(tick);
    }

    private bool MayGoOn => _machine.Journal.GoesOn && (Services.Standing || Services.Running.Contains(_journal.Campaign));

    private void OnRest()
    {
        // What came meanwhile may have given it work; said now, it brings the entity back once it is gone.
        if (!_machine.AtRest) Services.Entities.Campaigns.Tell(new CampaignQueries.GetProgress(_journal.Campaign), ActorRefs.NoSender);
        Context.Stop(Self);
    }

    private CampaignPlan MakePlan(string fileText, IReadOnlyList<string> overrides) =>
        Planner.Plan(CampaignFile.Parse(new CampaignSource(_journal.Campaign.Value, null, fileText), overrides));

    private CampaignReplies.Progress Progress(CampaignId campaign) =>
        new(campaign, _machine.Journal.Finished is not null, _machine.Journal.Finished?.Failed ?? 0);

    private void Run(object input)
    {
        var replyTo = Sender;
        var step = _machine.Handle(input, Now);
        if (_machine.Active)
        {
            Services.Running.Add(_journal.Campaign);
            // What is still said to it once it has finished is no second life.
            if (_machine.Journal.Finished is null) _span ??= Spans.Begin("campaign", null, ("actorbench.campaign", _journal.Campaign.Value));
        }
        else if (_machine.Journal.Paused is not null || _machine.Journal.Cancelled is not null)
        {
            Services.Running.Remove(_journal.Campaign);
        }

        PersistThenSend(step.Events, () =>
        {
            Show(_machine.Journal);
            foreach (var message in step.ToPairs) Send(Services.Entities.Pairs, message is PairCommands.RunBlock grant ? grant with { Trace = _span?.Id } : message);
            foreach (var message in step.ToStatistics) Send(Services.Entities.Statistics, message);
            if (step.Reply is CampaignReplies.Refused refused && input is CampaignCommands.Resume) _log.Warning("{0}", refused.Reason);
            if (step.Reply is not null) Send(replyTo, step.Reply);
            if (step.StopDone) Send(_waitsForStop, new CampaignReplies.Stopped(_journal.Campaign));
        });
    }

    private void Show(CampaignJournal journal)
    {
        var open = journal is { Started: not null, Finished: null, Cancelled: null };
        Services.Telemetry.Show(
            PersistenceId, open ? new EntityLevel(Campaigns: 1, Blocks: journal.Granted.Count - journal.Completed.Count) : new EntityLevel());
        if (open || _span is null) return;
        Spans.End(_span, journal.Cancelled is null ? "finished" : "cancelled");
        _span = null;
    }
}
