using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>Entities that have nothing to do leave memory, and what is said to them brings them back.</summary>
public sealed class RestSpecs
{
    private const string Text = """
        name: rest
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 20 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 3
        """;

    private static readonly CampaignId Campaign = new("rest-000000-1");

    [Fact]
    public async Task A_finished_campaigns_pair_and_statistics_and_a_host_without_agents_leave_memory_and_come_back()
    {
        await using var test = new TestNode(standing: true, timings: TestNode.Quick with { EntityRests = TimeSpan.FromMilliseconds(400) });
        test.StartAgents();
        await test.StartCampaignAsync(Campaign, Text);
        await test.FinishedAsync(Campaign);
        await GoneAsync(test, EntityIds.PairShards, $"{Campaign}/h1:h2");
        await GoneAsync(test, EntityIds.StatisticsShards, Campaign.Value);
        Assert.NotNull(await FindAsync(test, EntityIds.HostShards, "h1"));

        Assert.Equal(3, (await test.StatusAsync(Campaign)).Accepted);
        await test.StopAgentsAsync();
        await GoneAsync(test, EntityIds.HostShards, "h1");
        test.StartAgents();
        await TestNode.UntilAsync(
            async () => await TestNode.AskAsync(test.Node.Entities.Hosts, new HostQueries.GetHost("h1")) is HostStatus { Agents.Count: 1 }, "its agent is known again");
    }

    [Fact]
    public async Task Entities_that_rest_at_once_lose_nothing_that_is_said_to_them()
    {
        await using var test = new TestNode(timings: TestNode.Quick with { EntityRests = TimeSpan.FromMilliseconds(1) });
        test.StartAgents();
        await test.StartCampaignAsync(Campaign, Text);
        await test.FinishedAsync(Campaign);
        await test.EachTrialIsAcceptedOnceAsync(Campaign, 3);
    }

    private static Task GoneAsync(TestNode test, string shards, string entity) =>
        TestNode.UntilAsync(async () => await FindAsync(test, shards, entity) is null, $"{shards} {entity} has left memory");

    private static async Task<IActorRef?> FindAsync(TestNode test, string shards, string entity)
    {
        try
        {
            return await test.Node.System.ActorSelection($"/system/sharding/{shards}/*/{Uri.EscapeDataString(entity)}").ResolveOne(TimeSpan.FromMilliseconds(300));
        }
        catch (ActorNotFoundException)
        {
            return null;
        }
    }
}
