using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>A campaign that ends when it is precise enough.</summary>
public sealed class StopRuleSpecs
{
    private const string File = """
        name: stops
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 2 B] } }
        repetitions: 9
        stop: { min: 6, every: 2, target: 5 %, budget: 1 h }
        """;

    private static readonly int[] AllSizes = [1, 2];
    private static readonly CampaignPlan Plan = Planner.Plan(Some.Spec(File));
    private static readonly CampaignId Id = new("stops-000000-1");
    private readonly List<ICampaignEvent> _journal = [];
    private CampaignMachine _campaign = null!;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public StopRuleSpecs() => Crash();

    [Fact]
    public void It_looks_at_whole_repetitions_and_grants_nothing_beyond_a_look_before_its_answer()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        var last = CompleteTo(6);

        Assert.Empty(last.ToPairs);
        Assert.Equal(new StatisticsQueries.Look(Id, 6), last.ToStatistics.Single());
        Assert.Equal(new StatisticsQueries.Look(Id, 6), Tell(new CampaignTick()).ToStatistics.OfType<StatisticsQueries.Look>().Single());
    }

    [Fact]
    public void A_met_comparison_leaves_the_next_blocks_and_the_decision_survives_a_crash()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        CompleteTo(6);
        var step = Tell(Look(6, met: [1]));

        Assert.IsType<CampaignEvents.PrecisionLooked>(step.Events[0]);
        Assert.IsType<StatisticsCommands.ShortenPlan>(step.ToStatistics.Single());
        Assert.Equal([2], Sizes(step));
        Crash();
        Assert.Equal([2], Sizes(Tell(new CampaignCommands.Resume(Id))));
    }

    [Fact]
    public void All_met_is_the_end_of_the_campaign()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        CompleteTo(6);
        Tell(Look(6, met: [1, 2]));

        Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]);
        Assert.Equal(6, _journal.Count(e => e is CampaignEvents.BlockGranted));
    }

    [Fact]
    public void The_look_that_ended_a_campaign_is_told_again_after_a_crash()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        CompleteTo(6);
        Tell(Look(6, met: [1, 2]));
        Crash();

        var told = Assert.Single(Tell(new CampaignTick()).ToStatistics.OfType<StatisticsCommands.ShortenPlan>());
        Assert.Equal((1, 6), (told.Number, told.Look.AfterRepetition));
    }

    [Fact]
    public void Never_met_ends_after_the_last_repetition_with_a_last_look()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        CompleteTo(6);
        Tell(Look(6, met: []));
        CompleteTo(8);
        Tell(Look(8, met: []));
        Assert.Equal(new StatisticsQueries.Look(Id, 9), CompleteTo(9).ToStatistics.Single());
        Assert.IsNotType<CampaignEvents.CampaignFinished>(_journal[^1]);
        Tell(Look(9, met: []));

        Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]);
    }

    [Fact]
    public void A_spent_budget_ends_it_at_the_next_look()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        for (var block = 1; block <= 6; block++)
        {
            _now += TimeSpan.FromMinutes(11);
            Complete(block);
        }

        Tell(Look(6, met: []));
        Assert.True(_journal.OfType<CampaignEvents.PrecisionLooked>().Single().BudgetSpent);
        Assert.IsType<CampaignEvents.CampaignFinished>(_journal[^1]);
    }

    [Fact]
    public void An_answer_that_was_not_asked_for_changes_nothing()
    {
        Tell(new CampaignCommands.Start(Id, File, null, [], Plan.Hash, new Dictionary<string, string>()));
        Assert.Empty(Tell(Look(6, met: [1])).Events);
        CompleteTo(6);
        Assert.Empty(Tell(Look(8, met: [1])).Events);
        Tell(Look(6, met: [1]));
        Assert.Empty(Tell(Look(6, met: [1, 2])).Events);
    }

    private void Crash() =>
        _campaign = new CampaignMachine(_journal.Aggregate(new CampaignJournal(Id), (j, e) => j.Apply(e)), (_, _) => Plan);

    private CampaignStep CompleteTo(int last)
    {
        CampaignStep? step = null;
        while (_journal.Count(e => e is CampaignEvents.BlockCompleted) < last) step = Complete(_journal.Count(e => e is CampaignEvents.BlockCompleted) + 1);
        return step!;
    }

    private CampaignStep Complete(int block) => Tell(new CampaignCommands.CompleteBlock(Id, PairRig.Pair, block, 0));

    private CampaignStep Tell(object input)
    {
        var step = _campaign.Handle(input, _now);
        _journal.AddRange(step.Events);
        return step;
    }

    private static CampaignCommands.TakeLook Look(int after, int[] met) => new(
        Id, after, [.. AllSizes.Select(bytes => new ComparisonLook(Protocol.Tcp, "all", bytes, 4, 4, met.Contains(bytes)))]);

    private static int[] Sizes(CampaignStep step) =>
        [.. Assert.IsType<PairCommands.RunBlock>(step.ToPairs.Single()).Trials.Select(trial => trial.Cell.RequestBytes)];
}
