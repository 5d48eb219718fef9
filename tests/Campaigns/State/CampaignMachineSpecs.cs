using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

public sealed class CampaignMachineSpecs
{
    private const string File = """
        name: two
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        repetitions: 2
        """;

    private static readonly CampaignPlan Plan = Planner.Plan(Some.Spec(File));
    private static readonly CampaignId Id = new("two-000000-1");
    private readonly List<ICampaignEvent> _journal = [];
    private CampaignMachine _campaign = null!;

    public CampaignMachineSpecs() => Crash();

    [Fact]
    public void It_grants_one_block_a_pair_at_a_time_and_finishes_with_the_last()
    {
        Assert.IsType<CampaignReplies.Accepted>(Tell(Start()).Reply);
        Assert.Equal(["CampaignStarted", "BlockGranted"], Names());
        Assert.Equal(2, Granted(Complete(1, failed: 1)));
        Complete(2, failed: 2);

        Assert.Equal(3, Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]).Failed);
        Assert.Empty(Complete(2, failed: 2).Events);
    }

    [Fact]
    public void An_open_grant_is_told_again_and_journaled_once()
    {
        Tell(Start());
        Assert.Equal(1, Granted(Tell(new CampaignTick())));
        Assert.Equal(1, _journal.Count(e => e is CampaignEvents.BlockGranted));
    }

    [Fact]
    public void After_a_crash_it_waits_to_be_resumed_and_takes_what_pairs_say_meanwhile()
    {
        Tell(Start());
        Crash();
        Assert.Empty(Tell(new CampaignTick()).ToPairs);
        Assert.Empty(Complete(1).ToPairs);

        Assert.Equal(2, Granted(Tell(new CampaignCommands.Resume(Id))));
    }

    [Fact]
    public void Another_plan_under_the_same_name_is_refused()
    {
        Assert.Contains("must be of one build", Refusal(Tell(Start() with { PlanHash = "other" })), StringComparison.Ordinal);
        Assert.Empty(_journal);
        Tell(Start());
        Assert.Contains("another plan", Refusal(Tell(Start() with { PlanHash = "other" })), StringComparison.Ordinal);
        Assert.IsType<CampaignReplies.Accepted>(Tell(Start()).Reply);
    }

    [Fact]
    public void A_resume_under_a_planner_that_plans_otherwise_or_of_nothing_is_refused()
    {
        Assert.Contains("no campaign", Refusal(Tell(new CampaignCommands.Resume(Id))), StringComparison.Ordinal);
        Tell(Start());
        Crash(Plan with { Hash = "other" });
        Assert.Contains("differently", Refusal(Tell(new CampaignCommands.Resume(Id))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_waits_for_the_pair_and_then_nothing_is_granted()
    {
        Tell(Start());
        var stop = Tell(new CampaignCommands.Stop(Id, "Enough."));
        Assert.IsType<PairCommands.StopBlock>(stop.ToPairs.Single());
        Assert.False(stop.StopDone);
        Assert.True(Tell(new CampaignCommands.PairStopped(Id, PairRig.Pair)).StopDone);
        Assert.Empty(Tell(new CampaignTick()).ToPairs);
    }

    [Fact]
    public void A_stop_that_meets_the_completion_of_its_block_is_answered()
    {
        Tell(Start());
        Tell(new CampaignCommands.Stop(Id, "Enough."));
        Assert.True(Complete(1).StopDone);
        Assert.False(Tell(new CampaignCommands.PairStopped(Id, PairRig.Pair)).StopDone);
    }

    [Fact]
    public void A_stop_with_no_open_block_is_done_at_once()
    {
        Assert.True(Tell(new CampaignCommands.Stop(Id, "Enough.")).StopDone);
        Tell(Start());
        Complete(1);
        Complete(2);
        Assert.True(Tell(new CampaignCommands.Stop(Id, "Enough.")).StopDone);
    }

    private void Crash(CampaignPlan? plan = null) =>
        _campaign = new CampaignMachine(_journal.Aggregate(new CampaignJournal(Id), (j, e) => j.Apply(e)), (_, _) => plan ?? Plan);

    private CampaignStep Tell(object input)
    {
        var step = _campaign.Handle(input, DateTimeOffset.UnixEpoch);
        _journal.AddRange(step.Events);
        return step;
    }

    private CampaignStep Complete(int block, int failed = 0) => Tell(new CampaignCommands.CompleteBlock(Id, PairRig.Pair, block, failed));

    private static CampaignCommands.Start Start() => new(Id, File, null, [], Plan.Hash, new Dictionary<string, string>());

    private static int Granted(CampaignStep step) => Assert.IsType<PairCommands.RunBlock>(step.ToPairs.Single()).Block;

    private static string Refusal(CampaignStep step) => Assert.IsType<CampaignReplies.Refused>(step.Reply).Reason;

    private IEnumerable<string> Names() => _journal.Select(e => e.GetType().Name);
}
