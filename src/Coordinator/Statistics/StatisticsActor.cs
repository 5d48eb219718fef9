using ActorBench.Campaigns.Plans;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using ActorBench.Statistics;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;

namespace ActorBench.Coordinator.Statistics;

/// <summary>Folds a campaign's trials once each, from the pairs' journals, and answers for its status.</summary>
/// <remarks>
/// It is told each event after the pair has it in the journal. A gap in the sequence numbers means that messages were lost: the missing
/// events are then read from the store. It writes nothing but snapshots.
/// </remarks>
public sealed class StatisticsActor : ReceivePersistentActor
{
    private const int SnapshotEvery = 500;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EntityServices _services;
    private readonly CampaignId _campaign;
    private readonly Dictionary<PairId, RunningTrial> _running = [];
    private readonly Dictionary<PairId, PairWaiting> _waiting = [];
    private readonly List<IActorRef> _askers = [];
    private Dictionary<string, long> _marks = [];
    private StatisticsSnapshot? _offered;
    private readonly List<CampaignEvents.PrecisionLooked> _looks = [];
    private CampaignPlan _plan = null!;
    private RemainingPlan _remaining = null!;
    private CampaignFold _fold = null!;
    private CampaignState? _halt;
    private long _heardAt;
    private long _sinceSnapshot;
    private long _snapshotAfter;
    private bool _dropped;

    public StatisticsActor(string entityId, EntityServices services)
    {
        _services = services;
        _campaign = new CampaignId(entityId);
        PersistenceId = PersistenceIds.Statistics(_campaign);
        Recover<SnapshotOffer>(offer => _offered = offer.Snapshot as StatisticsSnapshot);
        Recover<RecoveryCompleted>(_ => ReadStore());
        SetReceiveTimeout(services.Timings.EntityRests);
        Loading();
    }

    public override string PersistenceId { get; }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => _services.Health.Failed(PersistenceId, reason, _log, reading: true);

    private void Loading()
    {
        Command<CampaignRecord>(OnRecord);
        Command<Akka.Actor.Status.Failure>(m =>
        {
            _services.Health.Failed(PersistenceId, m.Cause, _log, reading: true);
            Refuse(m.Cause.Message);
            Become(Failed);
        });
        Command<StatisticsQueries.GetStatus>(_ => _askers.Add(Sender));
        Command<ReceiveTimeout>(_ => { });
        CommandAny(_ => Stash.Stash());
    }

    /// <summary>A campaign that goes on speaks to its statistics every few seconds; of any other the store has it all.</summary>
    private void Resting()
    {
        Command<ReceiveTimeout>(_ => Context.Parent.Tell(new Passivate(new Rest())));
        Command<Rest>(_ => Context.Stop(Self));
    }

    /// <summary>Whoever asks next has it tried again: a campaign asked for a moment before its start is in the store a moment later.</summary>
    private void Failed()
    {
        Resting();
        CommandAny(_ =>
        {
            Stash.Stash();
            Stash.UnstashAll();
            Become(Loading);
            ReadStore();
        });
    }

    /// <summary>Nothing but another build makes sense of it, so it is not read again.</summary>
    private void Unreadable(string reason)
    {
        Resting();
        Command<StatisticsQueries.GetStatus>(_ => Sender.Tell(new CampaignReplies.Refused(_campaign, reason)));
        CommandAny(_ => { });
    }

    private void Refuse(string reason)
    {
        foreach (var asker in _askers) asker.Tell(new CampaignReplies.Refused(_campaign, reason));
        _askers.Clear();
    }

    private void Ready()
    {
        Resting();
        Command<StatisticsCommands.Fold>(OnFold);
        Command<StatisticsCommands.ShortenPlan>(OnShorten);
        Command<StatisticsQueries.Look>(OnLook);
        Command<StatisticsCommands.ShowState>(m => _halt = m.State == CampaignState.Running ? null : m.State);
        Command<StatisticsCommands.TrialOpened>(m => _running[m.Pair] = m.Trial);
        Command<StatisticsCommands.PairWaits>(OnWaits);
        Command<StatisticsQueries.GetStatus>(_ => OnGetStatus());
        Command<SaveSnapshotSuccess>(_ => _services.Health.Wrote(_log));
        Command<SaveSnapshotFailure>(m => _services.Health.Failed(PersistenceId, m.Cause, _log));
        CommandAny(_ => { });
    }

    /// <summary>Off the actor's thread: the store may hold thousands of trials.</summary>
    private void ReadStore()
    {
        _services.Telemetry.ReadStore();
        var store = _services.Store;
        // What the snapshot or this incarnation has folded is not read again.
        var marks = new Dictionary<string, long>(_fold is null && _offered is { } offered ? offered.Marks : _marks);
        Task.Run(() =>
        {
            using var reader = StoreReader.Open(store);
            return reader.Read(_campaign, TrialDetail.Counters, marks) ?? throw new InvalidOperationException($"There is no campaign {_campaign} in this store.");
        }).PipeTo(Self);
    }

    private void OnRecord(CampaignRecord record)
    {
        _services.Health.Read(_log);
        try
        {
            _fold ??= NewFold(record.Started);
        }
        catch (PlanChangedException e)
        {
            _log.Error("{0}", e.Message);
            Refuse(e.Message);
            Become(() => Unreadable(e.Message));
            Stash.UnstashAll();
            return;
        }

        if (_dropped)
        {
            // What was read begins where that snapshot ended.
            _dropped = false;
            ReadStore();
            return;
        }

        foreach (var pair in record.Pairs)
        {
            var mark = Mark(pair.Pair);
            foreach (var (sequenceNr, happened) in pair.Events.Where(e => e.SequenceNr > mark)) Fold(pair.Pair, sequenceNr, happened);
        }

        SaveWhenDue();
        Shorten(record.Looks);
        _halt = StoredCampaign.HaltOf(record);
        Become(Ready);
        Stash.UnstashAll();
        foreach (var asker in _askers) asker.Tell(Status());
        _askers.Clear();
    }

    private CampaignFold NewFold(CampaignEvents.CampaignStarted started)
    {
        _plan = StoredCampaign.PlanOf(started);
        _remaining = new RemainingPlan(_plan, _looks);
        var plan = StoredCampaign.FoldPlanOf(started, _plan);
        var fold = new CampaignFold(plan);
        if (_offered is not { } offered) return fold;
        try
        {
            fold.Import(offered.Fold);
            _marks = offered.Marks;
            return fold;
        }
        catch (ArgumentException e)
        {
            _log.Warning("The snapshot of {0} is dropped: {1}", PersistenceId, e.Message);
            _dropped = true;
            return new CampaignFold(plan);
        }
    }

    private void OnFold(StatisticsCommands.Fold told)
    {
        _heardAt = _services.Time.GetTimestamp();
        var mark = Mark(told.Pair);
        if (told.SequenceNr <= mark) return;
        if (told.SequenceNr > mark + 1) ReadStoreFirst();
        else
        {
            Fold(told.Pair, told.SequenceNr, told.Event);
            _services.Telemetry.Folded(_services.Time.GetUtcNow() - told.Event.At);
            SaveWhenDue();
        }
    }

    /// <summary>The blocks that the rule looks at are complete in the journals, so what is not folded yet is in the store.</summary>
    private void OnLook(StatisticsQueries.Look asked)
    {
        if (_plan.Spec.Stop is not { } rule) return;
        var last = _plan.LastTrialOf(asked.AfterRepetition);
        if (_fold.SettledUpTo(last) < _remaining.PlannedUpTo(asked.AfterRepetition))
        {
            ReadStoreFirst();
            return;
        }

        var looks = _fold.Look(rule.TargetMilliPercent / 1000.0, last, _remaining.GoesOn);
        _services.Entities.Campaigns.Tell(new CampaignCommands.TakeLook(_campaign, asked.AfterRepetition, looks), Self);
    }

    /// <summary>The message in hand is handled again after that.</summary>
    private void ReadStoreFirst()
    {
        Stash.Stash();
        Become(Loading);
        ReadStore();
    }

    private void OnShorten(StatisticsCommands.ShortenPlan told)
    {
        if (told.Number > _looks.Count + 1) ReadStoreFirst();
        else if (told.Number > _looks.Count) Shorten([told.Look]);
    }

    private void Shorten(IEnumerable<CampaignEvents.PrecisionLooked> looks)
    {
        foreach (var look in looks)
        {
            if (_looks.Count == 0 || look.AfterRepetition > _looks[^1].AfterRepetition) _looks.Add(look);
        }

        _remaining = StoredCampaign.Shorten(_fold, _plan, _looks);
    }

    private void Fold(PairId pair, long sequenceNr, IPairEvent happened)
    {
        _marks[pair.ToString()] = sequenceNr;
        if (_running.TryGetValue(pair, out var open) && (happened is PairEvents.BlockPaused || (happened is ITrialEvent e && e.Spec.Number == open.Spec.Number))) _running.Remove(pair);
        if (happened is ITrialEvent trial) _fold.Add(trial);
        _sinceSnapshot++;
    }

    /// <summary>The longer a campaign is, the longer its snapshot: one a tenth of the events more keeps the cost of an event the same.</summary>
    private void SaveWhenDue()
    {
        if (_sinceSnapshot < SnapshotEvery || _sinceSnapshot < _snapshotAfter) return;
        (_sinceSnapshot, _snapshotAfter) = (0, _marks.Values.Sum() / 10);
        SaveSnapshot(new StatisticsSnapshot(new(_marks), _fold.Export()));
    }

    private void OnWaits(StatisticsCommands.PairWaits said)
    {
        var reason = said.Reason is { } whole ? Shortened(whole) : null;
        if (reason is null) _waiting.Remove(said.Pair);
        else if (_waiting.GetValueOrDefault(said.Pair)?.Reason != reason) _waiting[said.Pair] = new PairWaiting(said.Pair, reason, _services.Time.GetUtcNow());
    }

    /// <summary>The pair that stored the last trial may have died before it told of it, and no later one shows the gap: then the next answer knows.</summary>
    private void OnGetStatus()
    {
        var status = Status();
        Sender.Tell(status);
        if (status.State != CampaignState.Running || _services.Time.GetElapsedTime(_heardAt) < _services.Timings.CampaignTellsAgain) return;
        _heardAt = _services.Time.GetTimestamp();
        Become(Loading);
        ReadStore();
    }

    private static string Shortened(string reason) => reason.Length > PairWaiting.LongestReason ? reason[..(PairWaiting.LongestReason - 1)] + "…" : reason;

    private CampaignStatus Status()
    {
        var status = _fold.Status(CampaignState.Running, [.. _running.Values.Take(CampaignStatus.MostPairs)]) with { Waiting = [.. _waiting.Values.Take(CampaignStatus.MostPairs)] };
        if (_halt is { } halt) return status with { State = halt };
        if (status.Accepted + status.Failed + status.Unsupported >= status.Planned)
            return status with { State = status.Failed == 0 ? CampaignState.Done : CampaignState.DoneWithFailures, Running = [], Waiting = [] };
        return _services.Health.Fault is { } fault ? status with { State = CampaignState.Paused, PausedBecause = $"{fault.Kind}: the store {fault.What}" } : status;
    }

    private long Mark(PairId pair) => _marks.GetValueOrDefault(pair.ToString());
}
