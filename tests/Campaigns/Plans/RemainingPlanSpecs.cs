using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class RemainingPlanSpecs
{
    private static readonly int[] Sizes = [1, 65_536];

    private static readonly CampaignPlan Plan = Planner.Plan(Some.Spec(
        Some.Smallest + "\nprofile: rigorous\nrepetitions: 22\nstop: { min: 8, every: 6, target: 1 % }"));

    [Fact]
    public void Without_a_look_it_is_the_plan()
    {
        var whole = new RemainingPlan(Plan, []);

        Assert.Equal((Plan.TrialCount, 22, 0, 8), (whole.TrialCount, whole.LastRepetition, whole.LookedAfter, whole.NextLook));
        Assert.All(Plan.Blocks, block => Assert.Same(block.Trials, whole.Trials(block)));
    }

    [Fact]
    public void The_rule_looks_after_its_least_then_at_every_step_and_at_the_end()
    {
        var looks = new List<CampaignEvents.PrecisionLooked>();
        var asked = new List<int>();
        while (new RemainingPlan(Plan, looks).NextLook is { } next)
        {
            asked.Add(next);
            looks.Add(Look(next, met: []));
        }

        Assert.Equal([8, 14, 20, 22], asked);
        Assert.Equal(Plan.TrialCount, new RemainingPlan(Plan, looks).TrialCount);
    }

    [Fact]
    public void A_comparison_that_is_met_leaves_whole_and_the_others_stay_with_the_sentinels()
    {
        var rest = new RemainingPlan(Plan, [Look(8, met: [1])]);

        Assert.All(Plan.Blocks.Take(8), block => Assert.Equal(block.Trials, rest.Trials(block)));
        Assert.All(Plan.Blocks.Skip(8), block => Assert.Equal(
            ["native", "bridge", "native.sentinel", "native.sentinel"],
            rest.Trials(block).Select(trial => trial.Cell.Label).OrderBy(label => label.Length).ThenByDescending(label => label, StringComparer.Ordinal)));
        // Two platforms and a twin of 1 B for 8 blocks, of 64 KiB two platforms for 22, a sentinel at both ends of 22.
        Assert.Equal((3 * 8) + (2 * 22) + (2 * 22), rest.TrialCount);
        Assert.Equal(14, rest.NextLook);
    }

    [Fact]
    public void When_all_are_met_or_the_budget_is_spent_nothing_comes_after()
    {
        foreach (var last in new[] { Look(14, met: [65_536]), Look(14, met: [], budgetSpent: true) })
        {
            var rest = new RemainingPlan(Plan, [Look(8, met: [1]), last]);

            Assert.Equal((null, 14), (rest.NextLook, rest.LastRepetition));
            Assert.All(Plan.Blocks.Skip(14), block => Assert.Empty(rest.Trials(block)));
            Assert.Equal(Plan.Blocks.Sum(block => rest.Trials(block).Count), rest.TrialCount);
        }
    }

    private static CampaignEvents.PrecisionLooked Look(int after, int[] met, bool budgetSpent = false) => new(
        new CampaignId("smallest-000000-1"),
        after,
        [.. Sizes.Select(bytes => new ComparisonLook(Protocol.Tcp, "all", bytes, 1, 1, met.Contains(bytes)))],
        budgetSpent,
        DateTimeOffset.UnixEpoch);
}
