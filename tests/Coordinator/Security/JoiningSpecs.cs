using System.Net;
using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>A real coordinator and real agents, with and without the secret, with and without TLS.</summary>
public sealed class JoiningSpecs(LabCertificates certificates) : IClassFixture<LabCertificates>, IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-joining-").FullName;
    private readonly List<IAsyncDisposable> _nodes = [];

    [Fact]
    public async Task Agents_over_tls_with_the_secret_are_taken_and_run_a_campaign()
    {
        var security = certificates.Right with { Secret = Secret("canary-0123456789abcdef") };
        var node = Coordinator(security);
        Agent("h1", node, security);
        Agent("h2", node, security);
        const string text = "name: secured\nplatforms: [native]\npairs: [[h1, h2]]\nprotocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 B] } }\ntrial: { duration: 50 ms, warmup: 0 ms }\nrepetitions: 1\nlab: { kind: loopback }\n";
        var campaign = new Messages.Plans.CampaignId("secured-1");
        var start = new Messages.Campaigns.CampaignCommands.Start(campaign, text, null, [], TestNode.Plan(text).Hash, new Dictionary<string, string>());
        Assert.IsType<Messages.Campaigns.CampaignReplies.Accepted>(await TestNode.AskAsync(node.Entities.Campaigns, start));

        await TestNode.UntilAsync(
            async () => ((Messages.Campaigns.CampaignReplies.Progress)await TestNode.AskAsync(node.Entities.Campaigns, new Messages.Campaigns.CampaignQueries.GetProgress(campaign))).Finished,
            "the campaign over TLS is finished");
    }

    [Theory]
    [InlineData("another-0123456789abcdef", "does not know this agent's join secret")]
    [InlineData(null, "asks for a join secret")]
    public async Task An_agent_without_the_coordinators_secret_is_refused_in_a_sentence(string? secret, string because)
    {
        var node = Coordinator(TransportSecurity.OfThisMachine with { Secret = Secret("canary-0123456789abcdef") });
        var agent = Agent("h1", node, TransportSecurity.OfThisMachine with { Secret = secret is null ? null : Secret(secret) });

        var reason = await agent.Refused.WaitAsync(Bound);
        Assert.Contains(because, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_with_a_secret_does_not_join_a_coordinator_without_one()
    {
        var agent = Agent("h1", Coordinator(TransportSecurity.OfThisMachine), TransportSecurity.OfThisMachine with { Secret = Secret("canary-0123456789abcdef") });
        Assert.Contains("asks for no join secret", await agent.Refused.WaitAsync(Bound), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes)) await node.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private CoordinatorNode Coordinator(TransportSecurity security)
    {
        var node = CoordinatorNode.Start(IPAddress.Loopback, 0, StoreAddress.File(Path.Combine(_folder, "store.db")), security: security);
        _nodes.Add(node);
        return node;
    }

    private AgentSystem Agent(string host, CoordinatorNode node, TransportSecurity security)
    {
        var agent = AgentSystem.Start(new AgentOptions(
            AgentRole.Host, host, "native", [node.Address], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>())
        {
            Security = security,
        });
        _nodes.Add(agent);
        return agent;
    }

    private static JoinSecret Secret(string text) => JoinSecret.Of(text, "test");
}
