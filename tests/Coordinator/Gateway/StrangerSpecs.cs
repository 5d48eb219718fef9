using System.Collections.Concurrent;
using ActorBench.Agents;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Gateway;

/// <summary>What the gateway hands on of who has not registered.</summary>
public sealed class StrangerSpecs : IAsyncLifetime
{
    private readonly TestNode _test = new();
    private readonly ConcurrentQueue<object> _handedOn = [];
    private readonly ActorSystem _system = StrangeSystem.Start();

    private readonly IActorRef _stranger;

    public StrangerSpecs()
    {
        var gateway = _system.ActorSelection($"akka.tcp://{AgentOptions.SystemName}@{_test.Node.Address}{AgentOptions.GatewayPath}");
        _stranger = _system.ActorOf(Props.Create(() => new Stranger(gateway)));
        var entities = _test.Node.System.ActorOf(Props.Create(() => new Entity(_handedOn)));
        (_test.Node.Entities.Hosts, _test.Node.Entities.Pairs) = (entities, entities);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _test.DisposeAsync();
    }

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
        Assert.Empty(_handedOn);

        await SayAsync(Agent("h1", BuildIdentity.Current));
        foreach (var word in words) await SayAsync(word);
        Assert.Equal(["AgentRegistered", "NotHeld", "CanaryEnded", "GuestFailed"], _handedOn.Select(m => m.GetType().Name));

        await SayAsync(new Goodbye("h1-incarnation"));
        await SayAsync(words[0]);
        Assert.Equal(1, _handedOn.Count(m => m is EndpointReplies.NotHeld));
    }

    [Fact]
    public async Task Agents_of_another_build_are_noted_for_fifty_hosts_that_nobody_knows_and_no_more()
    {
        await SayAsync(Agent("known", BuildIdentity.Current));
        for (var i = 0; i < 60; i++) await SayAsync(Agent($"made-up-{i}", "9.9.9+other"));
        foreach (var host in (string[])["made-up-0", "known"]) await SayAsync(Agent(host, "9.9.9+other"));

        Assert.Equal(
            [.. Enumerable.Range(0, 50).Select(i => $"made-up-{i}"), "made-up-0", "known"],
            _handedOn.OfType<HostCommands.RegistrationTurnedAway>().Select(m => m.Host));
    }

    private static Register Agent(string host, string build) => new(
        Register.CurrentProtocolVersion, build, $"{host}-incarnation", AgentRole.Host, host, "native", "127.0.0.1", "boot", []);

    /// <summary>Returns when the gateway, and who it may have told, have heard it.</summary>
    private async Task SayAsync(object word)
    {
        await _stranger.Ask<Pong>(word, TestNode.Bound);
        await _test.Node.Entities.Hosts.Ask<string>("heard?", TestNode.Bound);
    }

    /// <summary>Says it to the gateway, and then waits for the answer to a ping from the same mouth.</summary>
    private sealed class Stranger : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Stranger(ActorSelection gateway)
        {
            Receive<Pong>(m => _asker.Tell(m));
            Receive<RegistrationRefused>(_ => { });
            ReceiveAny(word =>
            {
                _asker = Sender;
                gateway.Tell(word, Self);
                gateway.Tell(new Ping("nobody"), Self);
            });
        }
    }

    private sealed class Entity : ReceiveActor
    {
        public Entity(ConcurrentQueue<object> heard)
        {
            Receive<string>(m => Sender.Tell(m));
            ReceiveAny(heard.Enqueue);
        }
    }
}
