using System.Net;
using System.Net.Sockets;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>The three platforms of a Kubernetes cluster on two nodes, each agent where its pod would be: nobody starts a guest here.</summary>
public sealed class DeclaredPlatformsSpecs : IAsyncLifetime
{
    private const string Text = """
        name: k8s
        platforms: [k8s-host, k8s-pod, k8s-service]
        baseline: k8s-host
        protocols: { tcp: { sizes: [1 B, 64 KiB] }, udp: { sizes: [1 B] } }
        trial: { duration: 20 ms, warmup: 1 ms }
        repetitions: 3
        """;

    private readonly TestNode _test = new();
    private readonly CancellationTokenSource _end = new();

    [Fact]
    public async Task Guests_that_register_by_themselves_are_measured_and_one_behind_a_service_under_its_address()
    {
        // The service's address is another one than the pod's; the port is the same.
        IPAddress pod1 = IPAddress.Parse("127.0.13.1"), pod2 = IPAddress.Parse("127.0.13.2");
        IPAddress behind1 = IPAddress.Parse("127.0.13.3"), behind2 = IPAddress.Parse("127.0.13.4"), service = IPAddress.Parse("127.0.13.5");
        var port = FreePort(behind2, service);
        Forward(new IPEndPoint(service, port), new IPEndPoint(behind2, port));
        _test.StartAgent(AgentRole.Host, "h1", "k8s-host", IPAddress.Loopback);
        _test.StartAgent(AgentRole.Host, "h2", "k8s-host", IPAddress.Loopback);
        _test.StartAgent(AgentRole.Guest, "h1", "k8s-pod", pod1);
        _test.StartAgent(AgentRole.Guest, "h2", "k8s-pod", pod2, port);
        _test.StartAgent(AgentRole.Guest, "h1", "k8s-service", behind1);
        _test.StartAgent(AgentRole.Guest, "h2", "k8s-service", behind2, port, service.ToString());

        var campaign = new CampaignId("k8s-000000-1");
        await _test.StartCampaignAsync(campaign, Text);
        await _test.FinishedAsync(campaign);
        var trials = _test.Read(campaign).TrialEvents.ToList();

        Assert.All(trials, e => Assert.IsType<PairEvents.TrialRecorded>(e));
        Assert.Equal(27, trials.Count);
        foreach (var trial in trials.Cast<PairEvents.TrialRecorded>())
        {
            var dialled = IPEndPoint.Parse(trial.Result.Initiator.Socket.Peer);
            if (trial.Spec.Cell.Platform == "k8s-service") Assert.Equal(new IPEndPoint(service, port), dialled);
            else if (trial.Spec.Cell.Platform == "k8s-pod") Assert.Equal(new IPEndPoint(pod2, port), dialled);
            else Assert.Equal(IPAddress.Loopback, dialled.Address);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _test.DisposeAsync();
        _end.Dispose();
    }

    /// <summary>A port that is free for TCP and UDP on both addresses.</summary>
    private static int FreePort(params IPAddress[] addresses)
    {
        for (var port = 20_000 + (Environment.ProcessId % 5_000); ; port++)
        {
            try
            {
                foreach (var address in addresses)
                {
                    using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                    tcp.Bind(new IPEndPoint(address, port));
                    udp.Bind(new IPEndPoint(address, port));
                }

                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    /// <summary>What a service does, in user space: a connection, and a datagram of the one client at a time, goes on to the pod and back.</summary>
    private void Forward(IPEndPoint service, IPEndPoint pod)
    {
        var listener = new TcpListener(service);
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (!_end.IsCancellationRequested)
            {
                var from = await listener.AcceptTcpClientAsync(_end.Token);
                // As a datagram comes: a responder takes those of the connection's peer only.
                var to = new TcpClient(new IPEndPoint(service.Address, 0)) { NoDelay = true };
                from.NoDelay = true;
                await to.ConnectAsync(pod, _end.Token);
                _ = CopyAsync(from.Client, to.Client);
                _ = CopyAsync(to.Client, from.Client);
            }
        });
        var front = new UdpClient(service);
        var back = new UdpClient(new IPEndPoint(service.Address, 0));
        IPEndPoint? client = null;
        _ = Task.Run(async () =>
        {
            while (true)
            {
                var datagram = await front.ReceiveAsync(_end.Token);
                client = datagram.RemoteEndPoint;
                await back.SendAsync(datagram.Buffer, pod, _end.Token);
            }
        });
        _ = Task.Run(async () =>
        {
            while (true)
            {
                var answer = await back.ReceiveAsync(_end.Token);
                await front.SendAsync(answer.Buffer, client, _end.Token);
            }
        });
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[65_536];
        for (var count = await from.ReceiveAsync(buffer, _end.Token); count > 0; count = await from.ReceiveAsync(buffer, _end.Token))
            await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
        to.Shutdown(SocketShutdown.Send);
    }
}
