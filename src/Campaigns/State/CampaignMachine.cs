using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using static ActorBench.Messages.Campaigns.CampaignCommands;
using static ActorBench.Messages.Campaigns.CampaignEvents;
using static ActorBench.Messages.Campaigns.CampaignReplies;

namespace ActorBench.Campaigns.State;

/// <summary>What a campaign answers and whom it tells, once the events are in the journal.</summary>
/// <param name="Reply">To the sender of the command; null for none.</param>
/// <param name="StopDone">Answer the one who asked for the stop.</param>
public sealed record CampaignStep(
    IReadOnlyList<ICampaignEvent> Events,
    IReadOnlyList<IWithPairId> ToPairs,
    IReadOnlyList<IWithCampaignId> ToStatistics,
    object? Reply = null,
    bool StopDone = false);

/// <summary>The rules of a campaign: which blocks may run now, and when it is done.</summary>
/// <param name="makePlan">Makes the plan of what <see cref="CampaignStarted"/> or <see cref="Start"/> carries: text and flags.</param>
public sealed class CampaignMachine(CampaignJournal journal, Func<string, IReadOnlyList<string>, CampaignPlan> makePlan)
{
    private readonly List<ICampaignEvent> _events = [];
    private readonly List<IWithPairId> _toPairs = [];
    private readonly List<IWithCampaignId> _toStatistics = [];
    private readonly HashSet<PairId> _stopping = [];
    private CampaignPlan? _plan;
    private RemainingPlan? _remaining;
    private bool _active;
    private DateTimeOffset _activeSince;
    private DateTimeOffset _now;

    public CampaignJournal Journal { get; private set; } = journal;

    public CampaignStep Handle(object input, DateTimeOffset now)
    {
        _now = now;
        _events.Clear();
        _toPairs.Clear();
        _toStatistics.Clear();
        var (reply, stopDone) = input switch
        {
            Start m => (OnStart(m), false),
            Resume m => (OnResume(m), false),
            CompleteBlock m => ((object?)null, OnComplete(m)),
            TakeLook m => (OnLook(m), false),
            Stop m => ((object?)null, OnStop(m)),
            PairStopped m => (null, _stopping.Remove(m.Pair) && _stopping.Count == 0),
            CampaignTick => (OnTick(), false),
            _ => (null, false),
        };
        return new CampaignStep([.. _events], [.. _toPairs], [.. _toStatistics], reply, stopDone);
    }

    private object OnStart(Start start)
    {
        if (Journal.Started is { } before)
        {
            return before.PlanHash == start.PlanHash
                ? OnResume(new Resume(start.Campaign))
                : new Refused(start.Campaign, $"Campaign {start.Campaign} exists with another plan.");
        }

        var plan = makePlan(start.FileText, start.Overrides);
        if (plan.Hash != start.PlanHash)
            return new Refused(start.Campaign, $"The coordinator's planner makes plan {plan.ShortHash} of this file, not {start.PlanHash}; both sides must be of one build.");
        _plan = plan;
        Record(new CampaignStarted(
            start.Campaign, start.FileText, start.FilePath, start.Overrides, Planner.VersionOf(plan.Spec), plan.Spec.Seed, plan.Hash, start.Lab, _now));
        Activate();
        return new Accepted(start.Campaign);
    }

    private object OnResume(Resume resume)
    {
        if (Journal.Started is not { } started) return new Refused(resume.Campaign, $"There is no campaign {resume.Campaign} in this store.");
        _plan ??= makePlan(started.FileText, started.Overrides);
        if (_plan.Hash != started.PlanHash)
            return new Refused(resume.Campaign, $"This build plans campaign {resume.Campaign} differently (planner {Planner.Version}, it was made by {started.PlannerVersion}); go on with the build that started it.");
        Activate();
        return new Accepted(resume.Campaign);
    }

    private void Activate()
    {
        _active = true;
        _activeSince = _now;
        _stopping.Clear();
        Regrant();
        TellShortened();
        GoOn();
    }

    private void GoOn()
    {
        GrantFreeBlocks();
        AskForLook();
        FinishWhenDone();
    }

    /// <returns>True when a stop waited for this block alone.</returns>
    private bool OnComplete(CompleteBlock done)
    {
        if (Journal.Started is null || Journal.Completed.ContainsKey(done.Block)) return false;
        Record(new BlockCompleted(done.Campaign, done.Pair, done.Block, done.Failed, _now));
        if (!_active) return _stopping.Remove(done.Pair) && _stopping.Count == 0;
        GoOn();
        return false;
    }

    private object? OnLook(TakeLook taken)
    {
        if (!_active || Remaining.NextLook != taken.AfterRepetition || !CompleteUpTo(taken.AfterRepetition)) return null;
        var spent = Journal.Spent.Values.DefaultIfEmpty().Max();
        var budget = _plan!.Spec.Stop!.BudgetNs;
        Record(new PrecisionLooked(
            taken.Campaign, taken.AfterRepetition, taken.Looks, budget is { } ns && spent.TotalNanoseconds >= ns, _now));
        TellShortened();
        GoOn();
        return null;
    }

    private bool OnStop(Stop stop)
    {
        _active = false;
        foreach (var block in OpenBlocks())
        {
            _stopping.Add(block.Pair);
            _toPairs.Add(new PairCommands.StopBlock(stop.Campaign, block.Pair, stop.Reason));
        }

        return _stopping.Count == 0;
    }

    private object? OnTick()
    {
        if (!_active) return null;
        Regrant();
        GrantFreeBlocks();
        AskForLook();
        TellShortened();
        return null;
    }

    /// <summary>Tells the open grants again: a pair that was lost on the way to another node hears of its block that way.</summary>
    private void Regrant() => _toPairs.AddRange(OpenBlocks().Select(Grant));

    private IEnumerable<Block> OpenBlocks() =>
        _plan is null ? [] : _plan.Blocks.Where(b => Journal.Granted.ContainsKey(b.Number) && !Journal.Completed.ContainsKey(b.Number));

    private void TellShortened()
    {
        if (!Journal.Looks.IsEmpty) _toStatistics.Add(new StatisticsCommands.ShortenPlan(Journal.Campaign, [.. Journal.Looks]));
    }

    private RemainingPlan Remaining => _remaining ??= new RemainingPlan(_plan!, Journal.Looks);

    /// <summary>Once the repetitions to look at are complete; again with each tick until the answer is there.</summary>
    private void AskForLook()
    {
        if (Remaining.NextLook is { } repetition && CompleteUpTo(repetition))
            _toStatistics.Add(new StatisticsQueries.Look(Journal.Campaign, repetition));
    }

    private bool CompleteUpTo(int repetition) =>
        _plan!.Blocks.TakeWhile(b => b.Repetition <= repetition).All(b => Journal.Completed.ContainsKey(b.Number));

    private void GrantFreeBlocks()
    {
        // What comes after a look depends on it.
        var last = Remaining.NextLook ?? Remaining.LastRepetition;
        foreach (var block in new RoundGrants(_plan!, Journal, IsOverdue).Free(last))
        {
            Record(new BlockGranted(Journal.Campaign, block.Pair, block.Number, _now));
            _toPairs.Add(Grant(block));
        }
    }

    private void FinishWhenDone()
    {
        if (Journal.Finished is null && Remaining.NextLook is null && CompleteUpTo(Remaining.LastRepetition))
            Record(new CampaignFinished(Journal.Campaign, Journal.Completed.Values.Sum(), _now));
    }

    /// <summary>Time in which nobody held the campaign is nobody's delay.</summary>
    private bool IsOverdue(Block block)
    {
        var since = Journal.Granted[block.Number];
        return _now - (since > _activeSince ? since : _activeSince) > RoundGrants.Bound(_plan!);
    }

    private PairCommands.RunBlock Grant(Block block) => new(
        Journal.Campaign, block.Pair, block.Number, [.. Remaining.Trials(block)], _plan!.Spec.Trial, _plan.Spec.Retries, LabWire.Of(Journal.Started!.Lab), _plan.ShapeOf(block));

    private void Record(ICampaignEvent happened)
    {
        Journal = Journal.Apply(happened);
        if (happened is PrecisionLooked) _remaining = null;
        _events.Add(happened);
    }
}

/// <summary>Every few seconds: tell again what is still open.</summary>
public sealed record CampaignTick;
