using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>Two real nodes' remoting over 127.0.0.1; the one that is talked to counts what arrives at the gateway's path.</summary>
public sealed class HandshakeSpecs : IClassFixture<LabCertificates>, IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly LabCertificates _certificates;
    private readonly List<ActorSystem> _systems = [];

    public HandshakeSpecs(LabCertificates certificates) => _certificates = certificates;

    [Fact]
    public async Task A_node_with_the_right_certificate_is_heard()
    {
        var (server, heard) = Serve(_certificates.Right);
        Dial(_certificates.Right, server);

        await Until(() => heard.Count > 0);
    }

    [Fact]
    public async Task A_certificate_for_anywhere_lets_a_node_dial_in()
    {
        var (server, heard) = Serve(_certificates.Right);
        Dial(_certificates.Secured(_certificates.Certificate("anywhere")), server);

        await Until(() => heard.Count > 0);
    }

    [Theory]
    [InlineData("self-signed")]
    [InlineData("other authority")]
    [InlineData("expired")]
    [InlineData("wrong name")]
    public async Task A_node_that_dials_in_with_another_certificate_is_never_heard_and_hurts_nobody(string kind)
    {
        var (server, heard) = Serve(_certificates.Right);
        var stranger = Dial(_certificates.Secured(_certificates.Certificate(kind)), server);
        await BrokenConnection(stranger);

        Dial(_certificates.Right, server);
        await Until(() => heard.Count > 0);
        Assert.DoesNotContain(heard.Senders, port => port == Port(stranger));
    }

    [Theory]
    [InlineData("self-signed")]
    [InlineData("other authority")]
    [InlineData("expired")]
    [InlineData("wrong name")]
    [InlineData("anywhere")]
    public async Task A_node_is_not_talked_to_under_another_certificate_and_the_caller_lives_on(string kind)
    {
        var (server, heard) = Serve(_certificates.Secured(_certificates.Certificate(kind)));
        var caller = Dial(_certificates.Right, server);
        await BrokenConnection(caller);
        Assert.Equal(0, heard.Count);

        // Akka.Remote's own answer to a handshake that fails is to end the system that began it.
        var (good, heardGood) = Serve(_certificates.Right);
        Tell(caller, good);
        await Until(() => heardGood.Count > 0);
        Assert.False(caller.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Whoever_shows_no_certificate_is_turned_away()
    {
        var (server, heard) = Serve(_certificates.Right);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port(server));
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown?.Subject == "CN=right");
        var refused = await Record.ExceptionAsync(async () =>
        {
            await tls.AuthenticateAsClientAsync("127.0.0.1").WaitAsync(Bound);
            // With TLS 1.3 the client is through before the server has looked for its certificate.
            using var bound = new CancellationTokenSource(Bound);
            if (await tls.ReadAsync(new byte[1], bound.Token) == 0) throw new IOException("closed");
        });

        Assert.True(refused is IOException or System.Security.Authentication.AuthenticationException, $"{refused}");
        Assert.Equal(0, heard.Count);
    }

    [Fact]
    public async Task Whoever_speaks_no_tls_at_all_is_never_heard()
    {
        var (server, heard) = Serve(_certificates.Right);
        var plain = Start(TransportSecurity.OfThisMachine);
        plain.ActorSelection($"akka.tcp://{AgentOptions.SystemName}@127.0.0.1:{Port(server)}{AgentOptions.GatewayPath}").Tell(new Ping("plain"));
        await BrokenConnection(plain);

        Assert.Equal(0, heard.Count);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_systems.Select(s => s.Terminate()));

    private (ActorSystem Server, Heard Heard) Serve(TransportSecurity security)
    {
        var (system, heard) = (Start(security), new Heard());
        system.ActorOf(Props.Create(() => new Sink(heard)), AgentOptions.GatewayPath.Split('/')[^1]);
        return (system, heard);
    }

    private ActorSystem Dial(TransportSecurity security, ActorSystem server)
    {
        var system = Start(security);
        Tell(system, server);
        return system;
    }

    private static void Tell(ActorSystem from, ActorSystem to)
    {
        var sender = from.ActorOf(Props.Empty);
        from.ActorSelection($"{Address(to)}{AgentOptions.GatewayPath}").Tell(new Ping("x"), sender);
    }

    private ActorSystem Start(TransportSecurity security)
    {
        var system = StrangeSystem.Start(security);
        security.Guard(system);
        _systems.Add(system);
        return system;
    }

    /// <summary>Until the system has given up on the connection that it tried.</summary>
    private static async Task BrokenConnection(ActorSystem system)
    {
        var broken = new TaskCompletionSource();
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Watch(broken))), typeof(Akka.Remote.RemotingLifecycleEvent));
        await broken.Task.WaitAsync(Bound);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!holds())
        {
            Assert.False(bound.IsCancellationRequested, "Nothing was heard.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static Address Address(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;

    private static int Port(ActorSystem system) => Address(system).Port!.Value;

    private sealed class Heard
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<int?> _from = [];

        public int Count => _from.Count;

        public IEnumerable<int?> Senders => _from;

        public void Add(int? port) => _from.Enqueue(port);
    }

    private sealed class Sink : ReceiveActor
    {
        public Sink(Heard heard) => ReceiveAny(_ => heard.Add(Sender.Path.Address.Port));
    }

    private sealed class Watch : ReceiveActor
    {
        public Watch(TaskCompletionSource broken) => ReceiveAny(m =>
        {
            if (m is Akka.Remote.AssociationErrorEvent or Akka.Remote.DisassociatedEvent) broken.TrySetResult();
        });
    }
}
