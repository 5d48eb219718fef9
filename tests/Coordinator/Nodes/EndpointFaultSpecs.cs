using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Nodes;

public sealed class EndpointFaultSpecs
{
    private const string Text = """
        name: faulty
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 20 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 2
        """;

    private static readonly CampaignId Campaign = new("faulty-000000-1");

    [Fact]
    public async Task An_endpoint_that_its_own_fault_has_started_anew_answers_again()
    {
        await using var test = new TestNode();
        test.StartAgents();
        EndpointAddress? endpoint = null;
        await TestNode.UntilAsync(async () => (endpoint = await EndpointAsync(test)) is not null, "h2 is registered");
        // It has no rule for an order without a key, and throws.
        test.Node.System.ActorSelection(endpoint!.ActorPath).Tell(new EndpointCommands.Forget(null!));
        await test.StartCampaignAsync(Campaign, Text);
        await test.FinishedAsync(Campaign);

        await test.EachTrialIsAcceptedOnceAsync(Campaign, 2);
    }

    private static async Task<EndpointAddress?> EndpointAsync(TestNode test) =>
        ((HostStatus)await TestNode.AskAsync(test.Node.Entities.Hosts, new HostQueries.GetHost("h2"))).Agents is [var agent, ..] ? agent.Endpoint : null;
}
