using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>Campaigns that a stop rule ends, through all actors.</summary>
public sealed class StopRuleRunSpecs(RunningNode running) : IClassFixture<RunningNode>
{
    /// <summary>
    /// The widest target there is: met at the first look, on a machine that is much disturbed at a later one. Two sizes, a twin and two
    /// sentinels make five trials a block.
    /// </summary>
    private const string Text = """
        name: enough
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        trial: { duration: 30 ms, warmup: 1 ms, timeout: 2 s }
        repetitions: 40
        twins: true
        sentinels: true
        stop: { target: 100 %, min: 6, every: 2 }
        """;

    private readonly TestNode _test = running.Test;

    [Theory]
    [InlineData("", 0)]
    // The events before the look are the start, six grants and six completions, five of these together with the next grant.
    [InlineData("campaign.before-persist", 8)]
    [InlineData("campaign.after-persist", 8)]
    [InlineData("campaign.after-persist", 7)]
    public async Task A_campaign_that_is_precise_enough_ends_at_a_look_whatever_dies_there(string place, int hit)
    {
        var campaign = new CampaignId($"enough-{place.Replace('.', '-')}-{hit}");
        await _test.DyingOnceAsync(campaign, Text, place, hit);

        var looks = _test.Read(campaign).Looks.ToList();
        Assert.Equal(Enumerable.Range(0, looks.Count).Select(i => 6 + (2 * i)), looks.Select(look => look.AfterRepetition));
        Assert.All(looks[^1].Looks, one => Assert.True(one.Met));
        Assert.All(looks, look => Assert.False(look.BudgetSpent));
        // Where both sizes were met at one look the plan ends there for all cells.
        Assert.SkipWhen(looks.Count > 1, $"The machine was too noisy for the first look to end it: {looks.Count} looks.");
        var record = await _test.EachTrialIsAcceptedOnceAsync(campaign, 6 * 5);
        var status = await _test.StatusAsync(campaign);
        Assert.Equal(CampaignState.Done, status.State);
        Assert.Equal(StoredCampaign.StatusOf(record).Precision, status.Precision);
        Assert.Equal(["native", "native.twin", "native", "native.sentinel"], status.Cells.Select(cell => cell.Cell.Label));
        Assert.Equal([6, 6, 6, 12], status.Cells.Select(cell => cell.N));
    }

    [Fact]
    public async Task One_that_never_is_makes_every_repetition_and_says_what_is_missing()
    {
        var campaign = new CampaignId("never-000000-1");
        await _test.StartCampaignAsync(campaign, Text.Replace("100 %", "0.001 %", StringComparison.Ordinal).Replace("repetitions: 40", "repetitions: 7", StringComparison.Ordinal));
        await _test.FinishedAsync(campaign);

        var record = await _test.EachTrialIsAcceptedOnceAsync(campaign, 7 * 5);
        Assert.Equal([6, 7], record.Looks.Select(look => look.AfterRepetition));
        Assert.All(record.Looks, look => Assert.Equal([false, false], look.Looks.Select(one => one.Met)));
    }
}
