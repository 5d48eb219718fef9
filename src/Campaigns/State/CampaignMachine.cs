using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using static ActorBench.Messages.Campaigns.CampaignCommands;
using static ActorBench.Messages.Campaigns.CampaignEvents;
using static ActorBench.Messages.Campaigns.CampaignReplies;

namespace ActorBench.Campaigns.State;

/// <summary>The rules of a campaign: which blocks may run now, and when it is done.</summary>
/// <param name="makePlan">Makes the plan of what <see cref="CampaignStarted"/> or <see cref="Start"/> carries: text and flags.</param>
public sealed class CampaignMachine(CampaignJournal journal, Func<string, IReadOnlyList<string>, CampaignPlan> makePlan)
{
    private readonly List<ICampaignEvent> _events = [];
    private readonly List<IWithPairId> _toPairs = [];
    private readonly List<IWithCampaignId> _toStatistics = [];
    private readonly StoppingPairs _stopping = new();
    private CampaignPlan? _plan;
    private RemainingPlan? _remaining;
    private DateTimeOffset _activeSince;
    private DateTimeOffset _now;

    public CampaignJournal Journal { get; private set; } = journal;

    /// <summary>It was started or resumed since this machine was made, and not stopped.</summary>
    public bool Active { get; private set; }

    /// <summary>Nothing will happen without another command: there is no campaign, or it is over and its pairs have heard of it.</summary>
    public bool AtRest => Journal.Started is null || Journal.Finished is not null || (Journal.Cancelled is not null && _stopping is { Asked: true, AllStopped: true });

    public CampaignStep Handle(object input, DateTimeOffset now)
    {
        _now = now;
        _events.Clear();
        _toPairs.Clear();
        _toStatistics.Clear();
        var (reply, stopDone) = input switch
        {
            Start m => (OnStart(m), false),
            Resume => (OnResume(), false),
            Pause m => (OnPause(m.Reason), false),
            Cancel m => (OnCancel(m.Reason), false),
            Retry m => (OnRetry(m), false),
            CompleteBlock m => ((object?)null, OnComplete(m)),
            TakeLook m => (OnLook(m), false),
            Stop m => ((object?)null, OnStop(m.Reason)),
            PairStopped m => (null, _stopping.Stopped(m.Pair)),
            CampaignTick => (OnTick(), false),
            _ => (null, false),
        };
        return new CampaignStep([.. _events], [.. _toPairs], [.. _toStatistics], reply, stopDone);
    }

    private object OnStart(Start start)
    {
        if (Journal.Started is { } before)
        {
            if (start.Submission is { } submission && submission != before.Submission) return new Taken(start.Campaign);
            return Journal.WhyNotStartedAgain(start) is { } other ? Refuse(other) : OnResume();
        }

        if (CampaignRefusals.WhyNotPlanned(start.Campaign, () => makePlan(start.FileText, start.Overrides), out var plan) is { } unread) return Refuse(unread);
        if (plan!.Hash != start.PlanHash)
            return Refuse($"The coordinator's planner makes plan {plan.ShortHash} of this file, not {start.PlanHash}; both sides must be of one build.");
        _plan = plan;
        Record(new CampaignStarted(
            start.Campaign, start.FileText, start.FilePath, start.Overrides, Planner.VersionOf(plan.Spec), plan.Spec.Seed, plan.Hash, start.Lab, _now, start.Submission));
        Activate();
        return Accept();
    }

    private object OnResume()
    {
        if ((Journal.WhyNotStarted() ?? WhyNotPlanned()) is { } nothing) return Refuse(nothing);
        if (Journal.WhyNotResumed(_plan!) is { } reason) return Refuse(reason);
        if (Journal.Paused is not null) Record(new CampaignResumed(Journal.Campaign, _now));
        Activate();
        TellState();
        return Accept();
    }

    private object OnPause(string reason)
    {
        if (Journal.WhyNotHalted() is { } refused) return Refuse(refused);
        if (Journal.Paused is null) Record(new CampaignPaused(Journal.Campaign, reason, _now));
        return HaltForLong(reason);
    }

    private object OnCancel(string reason)
    {
        // Asked again, it is as asked.
        if (Journal.Cancelled is not null) return HaltForLong(reason);
        if (Journal.WhyNotHalted() is { } refused) return Refuse(refused);
        Record(new CampaignCancelled(Journal.Campaign, reason, _now));
        return HaltForLong(reason);
    }

    private Accepted HaltForLong(string reason)
    {
        Halt(reason);
        TellState();
        return Accept();
    }

    private object OnRetry(Retry retry)
    {
        if ((Journal.WhyNotRetried() ?? WhyNotPlanned()) is { } refused) return Refuse(refused);
        int[] blocks =
        [
            .. _plan!.Blocks
                .Where(b => Journal.Completed.GetValueOrDefault(b.Number) > 0 && Remaining.Trials(b).Any(t => retry.Cells?.Contains(t.Cell) != false))
                .Select(b => b.Number),
        ];
        if (blocks.Length == 0) return Refuse($"No complete block of {retry.Campaign} has such a trial without a result.");
        Record(new CampaignRetried(retry.Campaign, Journal.Retries + 1, retry.Cells, blocks, _now));
        TellState();
        // One that nobody has resumed stays as it is.
        if (Active) GoOn();
        return Accept();
    }

    private Accepted Accept() => new(Journal.Campaign);

    private Refused Refuse(string reason) => new(Journal.Campaign, reason);

    private string? WhyNotPlanned() => _plan is null
        ? CampaignRefusals.WhyNotPlanned(Journal.Campaign, () => makePlan(Journal.Started!.FileText, Journal.Started.Overrides), out _plan)
        : null;

    private void Activate()
    {
        Active = true;
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
        if (Journal.Started is null || Journal.Completed.ContainsKey(done.Block) || done.Retry < RetryOf(done.Block)) return false;
        Record(new BlockCompleted(done.Campaign, done.Pair, done.Block, done.Failed, _now));
        if (!Active) return _stopping.Stopped(done.Pair);
        GoOn();
        return false;
    }

    private object? OnLook(TakeLook taken)
    {
        if (!Active || Remaining.NextLook != taken.AfterRepetition || !CompleteUpTo(taken.AfterRepetition)) return null;
        var spent = Journal.Spent.Values.DefaultIfEmpty().Max();
        var budget = _plan!.Spec.Stop!.BudgetNs;
        Record(new PrecisionLooked(
            taken.Campaign, taken.AfterRepetition, taken.Looks, budget is { } ns && spent.TotalNanoseconds >= ns, _now));
        TellShortened();
        GoOn();
        return null;
    }

    private bool OnStop(string reason)
    {
        Halt(reason);
        return _stopping.AllStopped;
    }

    private void Halt(string reason)
    {
        Active = false;
        _stopping.Ask(OpenBlocks().Select(block => block.Pair));
        TellToStop(reason);
    }

    private void TellToStop(string reason) =>
        _toPairs.AddRange(_stopping.Waiting.Select(pair => new PairCommands.StopBlock(Journal.Campaign, pair, reason, ForGood: Journal.Cancelled is not null)));

    private object? OnTick()
    {
        if (Journal is { Started: not null, Finished: null }) TellState();
        if ((Journal.Cancelled?.Reason ?? Journal.Paused?.Reason) is { } reason) HaltAgain(reason);
        // The look that ended the campaign, too, may not have been told before a crash.
        TellShortened();
        if (!Active) return null;
        Regrant();
        GrantFreeBlocks();
        AskForLook();
        return null;
    }

    /// <summary>Pairs that have not said that they stopped are told again; after a crash all that may be at work.</summary>
    private void HaltAgain(string reason)
    {
        if (_stopping.Asked)
        {
            TellToStop(reason);
            return;
        }

        // Without a plan there is nobody to tell.
        _ = WhyNotPlanned();
        Halt(reason);
    }

    private void TellState() => _toStatistics.Add(new StatisticsCommands.ShowState(
        Journal.Campaign,
        Journal.Cancelled is not null ? CampaignState.Cancelled : Journal.Paused is not null ? CampaignState.Paused : CampaignState.Running));

    /// <summary>Tells the open grants again: a pair that was lost on the way to another node hears of its block that way.</summary>
    private void Regrant() => _toPairs.AddRange(OpenBlocks().Select(Grant));

    private IEnumerable<Block> OpenBlocks() =>
        _plan is null ? [] : _plan.Blocks.Where(b => Journal.Granted.ContainsKey(b.Number) && !Journal.Completed.ContainsKey(b.Number));

    private void TellShortened()
    {
        if (Journal.Looks is [.., var last]) _toStatistics.Add(new StatisticsCommands.ShortenPlan(Journal.Campaign, Journal.Looks.Count, last));
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
        Journal.Campaign,
        block.Pair,
        block.Number,
        [.. Remaining.Trials(block)],
        _plan!.Spec.Trial,
        _plan.Spec.Retries,
        LabWire.Of(Journal.Started!.Lab),
        // A block that comes again comes alone.
        RetryOf(block.Number) == 0 ? _plan.ShapeOf(block) : null,
        Retry: RetryOrderOf(block),
        Guests: _plan.Spec.Guests);

    private RetryOrder? RetryOrderOf(Block block) =>
        Journal.Retried.TryGetValue(block.Number, out var retried) ? new RetryOrder(retried.Number, retried.Cells is { } cells ? [.. cells] : null) : null;

    private int RetryOf(int block) => Journal.Retried.TryGetValue(block, out var retried) ? retried.Number : 0;

    private void Record(ICampaignEvent happened)
    {
        Journal = Journal.Apply(happened);
        if (happened is PrecisionLooked) _remaining = null;
        _events.Add(happened);
    }
}
