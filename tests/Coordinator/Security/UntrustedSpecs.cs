using System.Net;
using ActorBench.Agents;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class UntrustedSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-untrusted-").FullName;
    private readonly List<CoordinatorNode> _nodes = [];
    private readonly ActorSystem _stranger = StrangeSystem.Start();

    [Fact]
    public async Task A_stranger_can_ask_the_gateway_and_nobody_else()
    {
        var node = Start();
        var victim = node.System.ActorOf(Props.Create(() => new Echo()), "victim");
        await _stranger.ActorSelection($"akka.tcp://actorbench@{node.Address}{AgentOptions.GatewayPath}").Ask<Pong>(new Ping("x"), Bound);

        // All over one connection, in order: by the answer to the last one all before it have arrived.
        foreach (var message in (object[])[PoisonPill.Instance, Kill.Instance, new Ping("x"), new Identify(1)])
            At(node, "/user/victim").Tell(message, ActorRefs.NoSender);
        foreach (var path in (string[])["/user", "/system", "/user/wake", "/system/cluster", "/remote"])
            At(node, path).Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await _stranger.ActorSelection($"akka.tcp://actorbench@{node.Address}{AgentOptions.GatewayPath}").Ask<Pong>(new Ping("x"), Bound);

        Assert.Equal("alive, 0 heard", await victim.Ask<string>("how are you?", Bound));
        Assert.False(node.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_stranger_makes_no_actor_there()
    {
        var node = Start();
        var address = Address.Parse($"akka.tcp://actorbench@{node.Address}");
        var deployed = _stranger.ActorOf(Props.Create(() => new Echo()).WithDeploy(Deploy.None.WithScope(new RemoteScope(address))), "planted");
        await Assert.ThrowsAnyAsync<Exception>(() => deployed.Ask<string>("how are you?", TimeSpan.FromSeconds(3)));
        await _stranger.ActorSelection($"akka.tcp://actorbench@{node.Address}{AgentOptions.GatewayPath}").Ask<Pong>(new Ping("x"), Bound);
    }

    public async ValueTask DisposeAsync()
    {
        await _stranger.Terminate();
        foreach (var node in _nodes) await node.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private ActorSelection At(CoordinatorNode node, string path) => _stranger.ActorSelection($"akka.tcp://actorbench@{node.Address}{path}");

    private CoordinatorNode Start()
    {
        var node = CoordinatorNode.Start(IPAddress.Loopback, 0, StoreAddress.File(Path.Combine(_folder, $"{_nodes.Count}.db")));
        _nodes.Add(node);
        return node;
    }

    private sealed class Echo : ReceiveActor
    {
        private int _heard;

        public Echo()
        {
            Receive<string>(_ => Sender.Tell($"alive, {_heard} heard"));
            ReceiveAny(_ => _heard++);
        }
    }
}
