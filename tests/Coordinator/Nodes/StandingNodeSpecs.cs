using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>A coordinator that is there for good: its campaigns go on by themselves.</summary>
public sealed class StandingNodeSpecs
{
    private const string Text = """
        name: standing
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 300 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 4
        """;

    private readonly CampaignId _campaign = new("standing-000000-1");

    [Fact]
    public async Task A_campaign_goes_on_by_itself_after_its_coordinator_died()
    {
        await using var test = new TestNode(standing: true);
        await RunFirstTrialAsync(test);
        await test.KillAsync();
        test.StartAgainOnTheSamePort();

        await TestNode.UntilAsync(
            () => Task.FromResult(test.Read(_campaign).Finished is not null), "the campaign is finished and nobody has spoken to it");
        await test.EachTrialIsAcceptedOnceAsync(_campaign, 4);
    }

    [Fact]
    public async Task A_paused_campaign_stays_paused_over_the_death_of_its_coordinator_until_it_is_resumed()
    {
        await using var test = new TestNode(standing: true);
        await RunFirstTrialAsync(test);
        await SayAsync(test, new CampaignCommands.Pause(_campaign, "Lunch."));
        Assert.Equal(CampaignState.Paused, (await test.StatusAsync(_campaign)).State);
        Assert.Equal(CampaignState.Paused, StoredCampaign.StatusOf(test.Read(_campaign)).State);
        await test.KillAsync();
        test.StartAgainOnTheSamePort();
        Assert.Equal(CampaignState.Paused, (await test.StatusAsync(_campaign)).State);

        await test.ResumeAsync(_campaign);
        await test.FinishedAsync(_campaign);
        await test.EachTrialIsAcceptedOnceAsync(_campaign, 4);
    }

    [Fact]
    public async Task A_cancelled_campaign_is_over_live_and_in_the_store()
    {
        await using var test = new TestNode(standing: true);
        await RunFirstTrialAsync(test);
        await SayAsync(test, new CampaignCommands.Cancel(_campaign, "A wrong size."));

        await TestNode.UntilAsync(async () => (await test.StatusAsync(_campaign)) is { State: CampaignState.Cancelled, Running: [] }, "no trial is in flight");
        Assert.Equal(CampaignState.Cancelled, StoredCampaign.StatusOf(test.Read(_campaign)).State);
        Assert.IsType<CampaignReplies.Refused>(await TestNode.AskAsync(test.Node.Entities.Campaigns, new CampaignCommands.Resume(_campaign)));
    }

    private async Task RunFirstTrialAsync(TestNode test)
    {
        test.StartAgents();
        await test.StartCampaignAsync(_campaign, Text);
        await TestNode.UntilAsync(async () => (await test.StatusAsync(_campaign)).Accepted > 0, "a trial is accepted");
    }

    private static async Task SayAsync(TestNode test, ICampaignCommand command) =>
        Assert.IsType<CampaignReplies.Accepted>(await TestNode.AskAsync(test.Node.Entities.Campaigns, command));
}
