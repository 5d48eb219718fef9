using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports.Verification;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class VerificationSpecs
{
    private const string Text = "name: quick\nplatforms: [native, bridge]\nprotocols: { tcp: { sizes: { small: [1 B] } } }\nrepetitions: 3\n";

    private static readonly CampaignPlan Plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("c.yaml", null, Text), []));

    [Fact]
    public void A_whole_campaign_has_no_problem()
    {
        var result = Verify(Trials());

        Assert.Empty(result.Problems);
        Assert.Equal((6, 2), (result.Accepted, result.Cells));
    }

    [Fact]
    public void A_missing_row_of_a_complete_block_is_named_by_its_number() =>
        Assert.Equal("trial 4: its block 2 is complete and its row is missing", Assert.Single(Verify(Trials().Where(e => e.Spec.Number != 4)).Problems));

    [Fact]
    public void A_trial_accepted_twice_is_named() =>
        Assert.Contains("trial 3: it was accepted 2 times", Verify(Trials().Append(Trial(3) with { Key = Some.Key(3, attempt: 2) })).Problems);

    [Fact]
    public void A_trial_that_is_not_the_planned_one_is_named() =>
        Assert.Contains(
            "trial 2: it is not the trial of that number in the plan",
            Verify(Trials().Select(e => e.Spec.Number == 2 ? e with { Spec = e.Spec with { Repetition = 9 } } : e)).Problems);

    [Fact]
    public void Bytes_that_are_not_whole_exchanges_are_named() =>
        Assert.Equal(
            "trial 5: 24863 request bytes are not 24862 exchanges of 1",
            Assert.Single(Verify(Trials().Select(e => e.Spec.Number == 5 ? WithCounters(e) : e)).Problems));

    private static PairEvents.TrialRecorded WithCounters(PairEvents.TrialRecorded e)
    {
        var initiator = e.Result.Initiator;
        return e with { Result = e.Result with { Initiator = initiator with { Counters = initiator.Counters with { BytesOut = initiator.Counters.BytesOut + 1 } } } };
    }

    private static IEnumerable<PairEvents.TrialRecorded> Trials() => Enumerable.Range(1, Plan.TrialCount).Select(Trial);

    private static PairEvents.TrialRecorded Trial(int number) =>
        Some.Recorded(number, histogram: []) with { Spec = Plan.Trial(number) };

    private static VerificationResult Verify(IEnumerable<PairEvents.TrialRecorded> trials)
    {
        var started = Some.Started() with { FileText = Text, Overrides = [], PlanHash = Plan.Hash, Seed = Plan.Spec.Seed };
        List<ICampaignEvent> own = [started];
        foreach (var block in Plan.Blocks)
        {
            own.Add(Some.Granted(block: block.Number));
            own.Add(new CampaignEvents.BlockCompleted(Some.Campaign, Some.Pair, block.Number, 0, Some.Start));
        }

        return CampaignVerification.Of(
            new CampaignRecord(
                started,
                [.. own.Select((e, i) => (i + 1L, e))],
                [new PairRecord(Some.Pair, [.. trials.Select((e, i) => (i + 1L, (IPairEvent)e))])]),
            []);
    }
}
