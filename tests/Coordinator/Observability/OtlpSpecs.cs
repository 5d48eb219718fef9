using System.Net;
using ActorBench.Coordinator.Observability;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Observability;

[Collection(nameof(OneNodeAtATime))]
public sealed class OtlpSpecs
{
    [Fact]
    public async Task A_collector_receives_metrics_and_the_spans_of_campaign_block_and_trial()
    {
        await using var collector = await Collector.StartAsync();
        await using var test = new TestNode();
        var campaign = new CampaignId("traced-000000-1");
        await using (await HealthServer.StartAsync(test.Node, new HealthServerOptions(IPAddress.Loopback, 0, collector.Address)))
        {
            test.StartAgents();
            await test.StartCampaignAsync(campaign, """
                name: traced
                protocols: { tcp: { sizes: [1 B, 512 B] } }
                trial: { duration: 20 ms, warmup: 1 ms }
                repetitions: 2
                """);
            await test.FinishedAsync(campaign);
            // What is said to it afterwards is no part of it.
            await TestNode.AskAsync(test.Node.Entities.Campaigns, new CampaignCommands.Resume(campaign));
        }

        // The server's end sends what is left.
        var spans = collector.Spans.ToList();
        var root = Assert.Single(spans, s => s.Name == "campaign");
        var blocks = spans.Where(s => s.Name == "block").ToList();
        var trials = spans.Where(s => s.Name == "trial").ToList();
        Assert.Equal((2, 4), (blocks.Count, trials.Count));
        Assert.Equal("", root.Parent);
        Assert.All(spans, s => Assert.Equal((root.Trace, campaign.Value), (s.Trace, s.Attributes["actorbench.campaign"])));
        Assert.All(blocks, b => Assert.Equal(root.Id, b.Parent));
        Assert.All(blocks, b => Assert.Equal("completed", b.Attributes["actorbench.outcome"]));
        Assert.All(trials, t => Assert.Contains(blocks, b => b.Id == t.Parent));
        Assert.All(trials, t => Assert.Equal("accepted", t.Attributes["actorbench.outcome"]));
        Assert.Contains("actorbench.trials", collector.Metrics.Keys);
        Assert.Contains("actorbench.journal.write.duration", collector.Metrics.Keys);
        Assert.Contains("dotnet.gc.collections", collector.Metrics.Keys);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_delays_nobody()
    {
        await using var test = new TestNode();
        await using var server = await HealthServer.StartAsync(test.Node, new HealthServerOptions(IPAddress.Loopback, 0, new Uri("http://127.0.0.1:1")));
        test.StartAgents();
        var campaign = new CampaignId("untraced-000000-1");
        await test.StartCampaignAsync(campaign, "name: untraced\nprotocols: { tcp: { sizes: [1 B] } }\ntrial: { duration: 20 ms }\nrepetitions: 1\n");

        await test.FinishedAsync(campaign);
    }
}
