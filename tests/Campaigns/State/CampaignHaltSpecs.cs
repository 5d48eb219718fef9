using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>What a user does to a campaign: pause, resume, cancel, retry.</summary>
public sealed class CampaignHaltSpecs
{
    private const string File = """
        name: three
        platforms: [native, bridge]
        protocols: { tcp: { sizes: [1 B] } }
        repetitions: 3
        """;

    private static readonly CampaignPlan Plan = Planner.Plan(Some.Spec(File));
    private static readonly CampaignId Id = new("three-000000-1");
    private readonly List<ICampaignEvent> _journal = [];
    private CampaignMachine _campaign = null!;

    public CampaignHaltSpecs()
    {
        Crash();
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
    }

    [Fact]
    public void A_pause_stops_the_pair_and_outlives_a_crash()
    {
        var pause = Tell(new CampaignCommands.Pause(Id, "Lunch."));
        Assert.IsType<CampaignReplies.Accepted>(pause.Reply);
        Assert.Equal(("Lunch.", 1), (Assert.IsType<PairCommands.StopBlock>(pause.ToPairs.Single()).Reason, _journal.OfType<CampaignEvents.CampaignPaused>().Count()));
        Assert.Equal(CampaignState.Paused, State(pause));

        Crash();
        Assert.False(_campaign.Journal.GoesOn);
        // Nobody knows what the pair has heard of it.
        Assert.IsType<PairCommands.StopBlock>(Tell(new CampaignTick()).ToPairs.Single());
        Assert.IsType<PairCommands.StopBlock>(Tell(new CampaignTick()).ToPairs.Single());
        Tell(new CampaignCommands.PairStopped(Id, PairRig.Pair));
        Assert.Empty(Tell(new CampaignTick()).ToPairs);
    }

    [Fact]
    public void A_resume_ends_the_pause_and_is_journaled_once()
    {
        Tell(new CampaignCommands.Pause(Id, "Lunch."));
        Assert.Contains("is paused (Lunch.)", Refusal(Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()))), StringComparison.Ordinal);
        var resumed = Tell(new CampaignCommands.Resume(Id));
        Assert.Equal(1, Granted(resumed).Block);
        Assert.Equal(CampaignState.Running, State(resumed));
        Tell(new CampaignCommands.Resume(Id));

        Assert.Single(_journal.OfType<CampaignEvents.CampaignResumed>());
        Assert.True(_campaign.Journal.GoesOn);
    }

    [Fact]
    public void A_block_that_ends_while_the_campaign_is_paused_is_taken_and_none_is_granted()
    {
        Tell(new CampaignCommands.Pause(Id, "Lunch."));
        Assert.Equal(["BlockCompleted"], Complete(1).Events.Select(e => e.GetType().Name));
        Assert.Empty(Tell(new CampaignTick()).ToPairs);
    }

    [Fact]
    public void Cancelled_is_for_good()
    {
        var cancel = Tell(new CampaignCommands.Cancel(Id, "A wrong size."));
        Assert.True(Assert.IsType<PairCommands.StopBlock>(cancel.ToPairs.Single()).ForGood);
        Assert.Equal(CampaignState.Cancelled, State(cancel));
        Assert.False(_campaign.AtRest);
        Tell(new CampaignCommands.PairStopped(Id, PairRig.Pair));
        Assert.True(_campaign.AtRest);
        Crash();

        Assert.Contains("was cancelled (A wrong size.) and stays so", Refusal(Tell(new CampaignCommands.Resume(Id))), StringComparison.Ordinal);
        Assert.Contains("was cancelled", Refusal(Tell(new CampaignCommands.Pause(Id, "x"))), StringComparison.Ordinal);
        Assert.Contains("was cancelled", Refusal(Tell(new CampaignCommands.Retry(Id))), StringComparison.Ordinal);
        Assert.IsType<CampaignReplies.Accepted>(Tell(new CampaignCommands.Cancel(Id, "Again.")).Reply);
        Assert.Single(_journal.OfType<CampaignEvents.CampaignCancelled>());
    }

    [Fact]
    public void Another_submission_of_the_same_id_is_told_that_it_is_taken_and_the_same_one_said_again_is_accepted()
    {
        _journal.Clear();
        Crash();
        var start = new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>(), "one");
        Assert.IsType<CampaignReplies.Accepted>(Tell(start).Reply);
        Assert.Equal(new CampaignReplies.Taken(Id), Tell(start with { Submission = "another" }).Reply);
        Crash();
        Assert.Equal(new CampaignReplies.Taken(Id), Tell(start with { Submission = "another" }).Reply);
        Assert.IsType<CampaignReplies.Accepted>(Tell(start).Reply);
        Assert.Single(_journal.OfType<CampaignEvents.CampaignStarted>());
    }

    [Fact]
    public void What_is_finished_or_never_began_can_not_be_paused()
    {
        CompleteAll();
        Assert.Contains("is finished", Refusal(Tell(new CampaignCommands.Pause(Id, "x"))), StringComparison.Ordinal);
        Assert.Contains("is finished", Refusal(Tell(new CampaignCommands.Cancel(Id, "x"))), StringComparison.Ordinal);
        _journal.Clear();
        Crash();
        foreach (var command in (object[])[new CampaignCommands.Pause(Id, "x"), new CampaignCommands.Cancel(Id, "x"), new CampaignCommands.Retry(Id)])
            Assert.Contains("no campaign", Refusal(Tell(command)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_opens_the_blocks_with_failures_and_the_campaign_is_finished_again_with_what_they_bring()
    {
        CompleteAll(failedInBlock2: 2);
        Assert.Equal(2, _campaign.Journal.Finished!.Failed);
        Crash();
        Tell(new CampaignCommands.Resume(Id));
        var retry = Tell(new CampaignCommands.Retry(Id));

        Assert.Equal([2], _journal.OfType<CampaignEvents.CampaignRetried>().Single().Blocks);
        Assert.Equal((2, 1), (Granted(retry).Block, Granted(retry).Retry!.Number));
        Assert.Null(_campaign.Journal.Finished);
        // Said before the pair had heard of the retry.
        Assert.Empty(Complete(2, failed: 2).Events);
        Tell(new CampaignCommands.CompleteBlock(Id, PairRig.Pair, 2, 1, Retry: 1));
        Assert.Equal(1, _campaign.Journal.Finished!.Failed);
    }

    [Fact]
    public void A_retry_of_a_cell_goes_no_further_and_one_of_nothing_is_refused()
    {
        Complete(1);
        Assert.Contains("No complete block", Refusal(Tell(new CampaignCommands.Retry(Id))), StringComparison.Ordinal);
        Complete(2, failed: 1);
        var bridge = Plan.Cells.Single(cell => cell.Platform == "bridge");
        Tell(new CampaignCommands.Retry(Id, [bridge]));
        Assert.Contains("No complete block", Refusal(Tell(new CampaignCommands.Retry(Id, [bridge with { Platform = "routed" }]))), StringComparison.Ordinal);

        // The third block is in hand; the second comes again after it.
        Assert.Equal(2, Granted(Complete(3)).Block);
        Assert.Equal([bridge], _journal.OfType<CampaignEvents.CampaignRetried>().Single().Cells);
    }

    [Fact]
    public void A_file_that_this_build_does_not_take_is_a_refusal_and_a_pause_ends_nothing_that_nobody_began()
    {
        Tell(new CampaignCommands.Pause(Id, "Lunch."));
        _campaign = new CampaignMachine(
            _journal.Aggregate(new CampaignJournal(Id), (j, e) => j.Apply(e)), (_, _) => throw new CampaignFileException("three", 2, 1, "unknown key 'sizez'"));
        foreach (var command in (object[])[new CampaignCommands.Resume(Id), new CampaignCommands.Retry(Id)])
            Assert.Contains("three:2:1: unknown key 'sizez'", Refusal(Tell(command)), StringComparison.Ordinal);
        Assert.Empty(Tell(new CampaignTick()).ToPairs);
    }

    private void CompleteAll(int failedInBlock2 = 0)
    {
        Complete(1);
        Complete(2, failedInBlock2);
        Complete(3);
    }

    private void Crash() =>
        _campaign = new CampaignMachine(_journal.Aggregate(new CampaignJournal(Id), (j, e) => j.Apply(e)), (_, _) => Plan);

    private CampaignStep Tell(object input)
    {
        var step = _campaign.Handle(input, DateTimeOffset.UnixEpoch);
        _journal.AddRange(step.Events);
        return step;
    }

    private CampaignStep Complete(int block, int failed = 0) => Tell(new CampaignCommands.CompleteBlock(Id, PairRig.Pair, block, failed));

    private static PairCommands.RunBlock Granted(CampaignStep step) => Assert.IsType<PairCommands.RunBlock>(step.ToPairs.Single());

    private static CampaignState State(CampaignStep step) => step.ToStatistics.OfType<StatisticsCommands.ShowState>().Single().State;

    private static string Refusal(CampaignStep step) => Assert.IsType<CampaignReplies.Refused>(step.Reply).Reason;
}
