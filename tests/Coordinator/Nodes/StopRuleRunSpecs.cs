using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>Campaigns that a stop rule ends, through all actors.</summary>
public sealed class StopRuleRunSpecs(RunningNode running) : IClassFixture<RunningNode>
{
    /// <summary>A target that anything meets at the first look; two sizes, a twin and two sentinels make five trials a block.</summary>
    private const string Text = """
        name: enough
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        trial: { duration: 10 ms, warmup: 1 ms, timeout: 2 s }
        repetitions: 9
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
        var hits = 0;
        _test.AtFailpoints(at =>
        {
            if (at == place && Interlocked.Increment(ref hits) == hit) throw new InvalidOperationException($"Killed at {place}, hit {hit}.");
        });
        await _test.StartCampaignAsync(campaign, Text);
        await _test.FinishedAsync(campaign);
        _test.AtFailpoints(_ => { });

        Assert.True(hits >= hit, $"{place} was hit {hits} times only.");
        var record = await _test.EachTrialIsAcceptedOnceAsync(campaign, 6 * 5);
        var look = Assert.Single(record.Looks);
        Assert.Equal((6, false), (look.AfterRepetition, look.BudgetSpent));
        Assert.All(look.Looks, one => Assert.True(one.Met));
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
        await _test.StartCampaignAsync(campaign, Text.Replace("100 %", "0.001 %", StringComparison.Ordinal).Replace("repetitions: 9", "repetitions: 7", StringComparison.Ordinal));
        await _test.FinishedAsync(campaign);

        var record = await _test.EachTrialIsAcceptedOnceAsync(campaign, 7 * 5);
        Assert.Equal([6, 7], record.Looks.Select(look => look.AfterRepetition));
        Assert.All(record.Looks, look => Assert.Equal([false, false], look.Looks.Select(one => one.Met)));
    }
}
