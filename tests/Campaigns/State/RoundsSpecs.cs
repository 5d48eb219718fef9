using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

public sealed class RoundsSpecs
{
    private const string Ring = """
        name: rounds
        lab: { hosts: 4 }
        pairs: ring
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        repetitions: 2
        """;

    private static readonly CampaignId Id = new("rounds-000000-1");
    private readonly List<ICampaignEvent> _journal = [];
    private CampaignPlan _plan = null!;
    private CampaignMachine _campaign = null!;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_round_is_granted_when_the_one_before_is_complete()
    {
        Assert.Equal(["h1:h2", "h3:h4"], Begin(Ring));
        Assert.Empty(Complete(1));
        Assert.Equal(["h2:h3", "h4:h1"], Complete(2));
        Assert.Empty(Complete(3));
        Assert.Equal(["h1:h2", "h3:h4"], Complete(4));
    }

    [Fact]
    public void After_a_crash_it_goes_on_in_the_round_that_it_was_in()
    {
        Begin(Ring);
        Complete(1);
        Crash();
        Assert.Equal([2], Blocks(Tell(new CampaignCommands.Resume(Id))));
        Assert.Equal(["h2:h3", "h4:h1"], Complete(2));
    }

    [Fact]
    public void A_block_that_is_overdue_holds_back_only_those_that_need_its_hosts()
    {
        Begin("""
            name: rounds
            lab: { hosts: 5 }
            pairs: [[h1, h2], [h3, h4], [h4, h5], [h2, h3]]
            protocols: { tcp: { sizes: [1 B] } }
            repetitions: 1
            """);
        Assert.Empty(Complete(2));
        _now += RoundGrants.Bound(_plan) + TimeSpan.FromSeconds(1);
        // h2:h3 waits for the overdue h1:h2, and h4:h5 does not.
        Assert.Equal(["h4:h5"], Granted(Tell(new CampaignTick())));
        Assert.Empty(Complete(3));
        Assert.Equal(["h2:h3"], Complete(1));
        Complete(4);
        Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]);
    }

    [Fact]
    public void Time_in_which_nobody_held_the_campaign_makes_no_block_overdue()
    {
        Begin(Ring);
        Complete(2);
        _now += TimeSpan.FromDays(1);
        Crash();
        Tell(new CampaignCommands.Resume(Id));
        Assert.Empty(Granted(Tell(new CampaignTick())));
    }

    [Fact]
    public void Pairs_of_a_level_are_told_with_whom_they_begin_and_begin_together_or_not_at_all()
    {
        Begin("""
            name: rounds
            lab: { hosts: 4 }
            pairs: disjoint
            concurrency: [2, 1]
            protocols: { tcp: { sizes: [1 B, 2 B, 3 B] } }
            repetitions: 3
            seed: 5
            """);
        for (var round = 1; round <= 9; round++)
        {
            var blocks = _plan.Blocks.Where(b => b.Round == round).ToList();
            var open = _journal.OfType<CampaignEvents.BlockGranted>().TakeLast(blocks.Count).Select(e => e.Block);
            Assert.Equal(blocks.Select(b => b.Number), open);
            foreach (var block in blocks)
            {
                var told = Tell(new CampaignTick()).ToPairs.OfType<PairCommands.RunBlock>().Single(m => m.Block == block.Number);
                Assert.Equal(blocks[0].Concurrency == 1 ? null : ["h1:h2", "h3:h4"], told.Round?.Pairs.Select(pair => pair.ToString()));
                Assert.Equal(blocks[0].Concurrency == 1 ? null : round, told.Round?.Number);
                Assert.Equal(blocks[0].Trials.Select(t => t.Cell), told.Trials.Select(t => t.Cell));
            }

            foreach (var block in blocks) Complete(block.Number);
        }

        Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]);
    }

    private IEnumerable<string> Begin(string file)
    {
        _plan = Planner.Plan(Some.Spec(file));
        Crash();
        return Granted(Tell(new CampaignCommands.Start(Id, file, null, [], _plan.Hash, new Dictionary<string, string>())));
    }

    private void Crash() => _campaign = new CampaignMachine(_journal.Aggregate(new CampaignJournal(Id), (j, e) => j.Apply(e)), (_, _) => _plan);

    private CampaignStep Tell(object input)
    {
        var step = _campaign.Handle(input, _now);
        _journal.AddRange(step.Events);
        return step;
    }

    private IEnumerable<string> Complete(int block) => Granted(Tell(new CampaignCommands.CompleteBlock(Id, _plan.Blocks[block - 1].Pair, block, 0)));

    private static IEnumerable<string> Granted(CampaignStep step) => step.Events.OfType<CampaignEvents.BlockGranted>().Select(e => e.Pair.ToString());

    private static IEnumerable<int> Blocks(CampaignStep step) => step.ToPairs.OfType<PairCommands.RunBlock>().Select(m => m.Block);
}
