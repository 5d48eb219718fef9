using ActorBench.Agents;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Gateway;

/// <summary>What the gateway hands on of who has not registered.</summary>
public sealed class StrangerSpecs : IAsyncLifetime
{
    private readonly GatewayRig _rig = new();
    private readonly GatewayRig.Mouth _stranger;

    public StrangerSpecs() => _stranger = _rig.Open();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Results_canaries_and_failures_of_guests_count_from_an_address_with_an_agent_and_from_no_other()
    {
        object[] words =
        [
            new EndpointReplies.NotHeld(new AttemptKey(new CampaignId("a-000000-1"), new PairId("h1", "h2"), 1, 1, 1), EndpointRole.Initiator),
            new Probed("h1", 1, null),
            new GuestFailed("h1", "bridge", "Said a stranger.", Unsupported: true),
        ];
        foreach (var word in words) await SayAsync(word);
        Assert.Empty(_rig.HandedOn);

        await SayAsync(Agent("h1", BuildIdentity.Current));
        foreach (var word in words) await SayAsync(word);
        Assert.Equal(["AgentRegistered", "NotHeld", "CanaryEnded", "GuestFailed"], _rig.HandedOn.Select(m => m.GetType().Name));

        await SayAsync(new Goodbye("h1/native"));
        await SayAsync(words[0]);
        Assert.Equal(1, _rig.HandedOn.Count(m => m is EndpointReplies.NotHeld));
    }

    [Fact]
    public async Task Agents_of_another_build_are_noted_for_fifty_hosts_that_nobody_knows_and_no_more()
    {
        await SayAsync(Agent("known", BuildIdentity.Current));
        for (var i = 0; i < 60; i++) await SayAsync(Agent($"made-up-{i}", "9.9.9+other"));
        foreach (var host in (string[])["made-up-0", "known"]) await SayAsync(Agent(host, "9.9.9+other"));

        Assert.Equal(
            [.. Enumerable.Range(0, 50).Select(i => $"made-up-{i}"), "made-up-0", "known"],
            _rig.HandedOn.OfType<HostCommands.RegistrationTurnedAway>().Select(m => m.Host));
    }

    private static Register Agent(string host, string build) => GatewayRig.Agent(AgentRole.Host, host, "native", build);

    private Task SayAsync(object word) => _stranger.SayAsync(word);
}
