using System.Net;
using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Coordinator.Gateway;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>A coordinator that is busy: its agent has asked again before it is answered, and hears words that are late.</summary>
public sealed class SlowJoinSpecs : IAsyncDisposable
{
    private static readonly JoinSecret Secret = JoinSecret.Of("canary-0123456789abcdef", "test");

    private readonly ActorSystem _coordinator = StrangeSystem.Start();

    [Fact]
    public async Task An_agent_that_asks_twice_and_hears_late_words_is_taken_once_and_never_ends_of_it()
    {
        var settled = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _coordinator.ActorOf(Props.Create(() => new SlowGateway(settled)), AgentOptions.GatewayPath.Split('/')[^1]);
        var address = ((ExtendedActorSystem)_coordinator).Provider.DefaultAddress;
        await using var agent = AgentSystem.Start(new AgentOptions(
            AgentRole.Host, "h1", "native", [$"{address.Host}:{address.Port}"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>())
        {
            Security = TransportSecurity.OfThisMachine with { Secret = Secret },
        });

        var first = await Task.WhenAny(settled.Task, agent.Refused).WaitAsync(TestNode.Bound);
        Assert.Equal("taken twice, wrong 0", await first);
        Assert.False(agent.Refused.IsCompleted);
    }

    public async ValueTask DisposeAsync() => await _coordinator.Terminate();

    /// <summary>Answers the first two registrations together, takes the agent at its next one, forgets it at its first ping, and says again what it had said.</summary>
    private sealed class SlowGateway : ReceiveActor
    {
        private readonly JoinDesk _desk = new(Secret, TimeProvider.System);
        private readonly List<(Register Register, IActorRef From)> _asked = [];
        private int _taken;
        private int _wrong;

        public SlowGateway(TaskCompletionSource<string> settled)
        {
            Receive<Register>(register =>
            {
                _asked.Add((register, Sender));
                if (_taken > 0 && _asked.Count == 3) Sender.Tell(new Registered("h1", "native"));
                if (_asked.Count is 1 or 3) return;
                foreach (var (one, from) in _asked.Count == 2 ? _asked : [(register, Sender)]) from.Tell(_desk.Challenge(one, "x")!);
            });
            Receive<JoinProof>(proof =>
            {
                if (_desk.TryTake(proof, "x", out _)) _taken++;
                else if (!_desk.WasTaken(proof)) _wrong++;
                if (_taken == 2) settled.TrySetResult($"taken twice, wrong {_wrong}");
            });
            Receive<Ping>(_ =>
            {
                Sender.Tell(new Pong(false));
                Sender.Tell(new Registered("h1", "native"));
            });
        }
    }
}
