using System.Collections.Concurrent;
using ActorBench.Agents;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Gateway;

/// <summary>A real gateway, to which systems of their own speak as agents do; what it hands on to hosts and pairs is kept.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly List<Mouth> _mouths = [];
    private readonly TestNode _test;

    public GatewayRig(EntityTimings? timings = null, TimeProvider? time = null)
    {
        _test = new TestNode(timings: timings, time: time);
        var entities = _test.Node.System.ActorOf(Props.Create(() => new Entity(HandedOn)));
        (_test.Node.Entities.Hosts, _test.Node.Entities.Pairs) = (entities, entities);
    }

    public ConcurrentQueue<object> HandedOn { get; } = [];

    /// <summary>Its incarnation is <c>host/platform</c>.</summary>
    public static Register Agent(AgentRole role, string host, string platform, string? build = null) => new(
        Register.CurrentProtocolVersion, build ?? BuildIdentity.Current, $"{host}/{platform}", role, host, platform, "127.0.0.1", "boot", []);

    public Mouth Open()
    {
        var mouth = new Mouth(_test);
        _mouths.Add(mouth);
        return mouth;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mouth in _mouths) await mouth.CloseAsync();
        await _test.DisposeAsync();
    }

    /// <summary>A system with an address of its own.</summary>
    internal sealed class Mouth
    {
        private readonly ActorSystem _system = StrangeSystem.Start();
        private readonly TestNode _test;
        private readonly IActorRef _speaker;

        public Mouth(TestNode test)
        {
            _test = test;
            var gateway = _system.ActorSelection($"akka.tcp://{AgentOptions.SystemName}@{_test.Node.Address}{AgentOptions.GatewayPath}");
            _speaker = _system.ActorOf(Props.Create(() => new Speaker(gateway)));
        }

        /// <summary>Returns when the gateway, and who it may have told, have heard it.</summary>
        public async Task SayAsync(object word)
        {
            await _speaker.Ask<Pong>(word, TestNode.Bound);
            await _test.Node.Entities.Hosts.Ask<string>("heard?", TestNode.Bound);
        }

        /// <summary>Breaks its connections.</summary>
        public Task CloseAsync() => _system.Terminate();
    }

    /// <summary>Says it to the gateway, and then waits for the answer to a ping from the same mouth.</summary>
    private sealed class Speaker : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Speaker(ActorSelection gateway)
        {
            Receive<Pong>(m => _asker.Tell(m));
            Receive<Registered>(_ => { });
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
