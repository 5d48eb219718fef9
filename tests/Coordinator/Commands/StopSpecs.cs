using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Commands;

public sealed class StopSpecs
{
    private const string Text = """
        name: stop
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        repetitions: 1
        """;

    private readonly List<string> _lines = [];

    [Fact]
    public async Task A_campaign_that_does_not_answer_hides_no_answer_of_another_and_one_that_is_over_is_not_asked()
    {
        await using var test = new TestNode(standing: true);
        var (over, runs, silent) = (new CampaignId("over-000000-1"), new CampaignId("runs-000000-1"), new CampaignId("silent-000000-1"));
        foreach (var campaign in (CampaignId[])[over, runs, silent]) await test.StartCampaignAsync(campaign, Text);
        await TestNode.AskAsync(test.Node.Entities.Campaigns, new CampaignCommands.Cancel(over, "A wrong size."));
        var region = test.Node.Entities.Campaigns;
        test.Node.Entities.Campaigns = test.Node.System.ActorOf(Props.Create(() => new Deaf(region, silent)));

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => StopAllAsync(test));

        Assert.Equal("1 of 2 campaigns may go on; say it again.", refused.Message);
        Assert.Equal([$"{silent} did not answer within 10 s.", $"{runs} is stopped."], _lines);
        test.Node.Entities.Campaigns = region;
        await TestNode.AskAsync(region, new CampaignCommands.Cancel(silent, "A wrong size."));
        await TestNode.AskAsync(region, new CampaignCommands.Cancel(runs, "A wrong size."));
        _lines.Clear();
        await StopAllAsync(test);
        Assert.Equal(["Nothing runs."], _lines);
    }

    private async Task StopAllAsync(TestNode test)
    {
        var stop = CampaignOrderCommands.Of(test.Node.Services, new LiveCampaigns(test.Node.Services), new Dictionary<string, string>()).Single(command => command.Name == "stop");
        var call = CommandCall.Of("campaign", stop, new Dictionary<string, string> { ["all"] = "true" }, json: false, CommandCaller.Owner);
        await foreach (var line in stop.Run(call, CancellationToken.None)) _lines.Add(line);
    }

    private sealed class Deaf : ReceiveActor
    {
        public Deaf(IActorRef region, CampaignId silent)
        {
            Receive<ICampaignCommand>(m => m.Campaign == silent, _ => { });
            ReceiveAny(region.Forward);
        }
    }
}
