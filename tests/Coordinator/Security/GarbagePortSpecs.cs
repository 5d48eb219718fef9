using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ActorBench.Agents;
using ActorBench.Messages.Agents;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>Noise on the port of actor messages: the connection ends, and nothing else does.</summary>
public sealed class GarbagePortSpecs : IAsyncDisposable
{
    private const int Seed = 20_261_127;
    private const int Floods = 10;

    /// <summary>Of the process over a flood: 25 B a frame.</summary>
    private const int MostGrowth = 256 << 10;

    /// <summary>Five seconds are allowed; the rest is a busy machine.</summary>
    private static readonly TimeSpan CloseBound = TimeSpan.FromSeconds(5 + 5);

    private readonly TestNode _test = new();
    private readonly ActorSystem _agent = StrangeSystem.Start();

    [Theory]
    [InlineData("random")]
    [InlineData("length 0xFFFFFFFF")]
    [InlineData("length 0")]
    [InlineData("truncated")]
    [InlineData("nothing")]
    public async Task Noise_is_closed_and_agents_are_still_heard(string noise)
    {
        using var stranger = await ConnectedAsync();
        await stranger.SendAsync(Noise(noise));
        await ClosedAsync(stranger);
        await HeardAsync();
    }

    [Fact]
    public async Task A_byte_a_second_does_not_keep_a_connection_open()
    {
        using var stranger = await ConnectedAsync();
        using var bound = new CancellationTokenSource(CloseBound);
        try
        {
            for (; ; await Task.Delay(1000, bound.Token)) await stranger.SendAsync(new byte[] { 1 }, bound.Token);
        }
        catch (SocketException)
        {
            // Closed by the other end, as it should be.
        }

        await HeardAsync();
    }

    [Fact]
    public async Task A_hundred_thousand_frames_of_noise_cost_no_memory()
    {
        await HeardAsync();
        await FloodAsync();
        var held = new List<long> { Environment.WorkingSet };
        while (held.Count <= Floods)
        {
            await FloodAsync();
            GC.Collect();
            held.Add(Environment.WorkingSet);
        }

        // Other tests of this process take memory and give it back; what is lost with frames is lost in every flood.
        var growths = held.Zip(held.Skip(1), (last, next) => next - last).ToArray();
        Assert.True(growths.Min() < MostGrowth, $"Each flood left memory behind: {string.Join(", ", growths)} B (seed {Seed}).");
        await HeardAsync();
    }

    private async Task FloodAsync()
    {
        var random = new Random(Seed);
        var frame = new byte[4 + 60];
        for (var sent = 0; sent < 100_000 / Floods;)
        {
            using var stranger = await ConnectedAsync();
            try
            {
                for (var i = 0; i < 1000; i++, sent++)
                {
                    random.NextBytes(frame);
                    BinaryPrimitives.WriteInt32LittleEndian(frame, 60);
                    await stranger.SendAsync(frame);
                }
            }
            catch (SocketException)
            {
                sent++;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.Terminate();
        await _test.DisposeAsync();
    }

    private static byte[] Noise(string kind)
    {
        var bytes = new byte[64];
        new Random(Seed).NextBytes(bytes);
        var length = kind switch
        {
            "length 0xFFFFFFFF" => 0xFFFFFFFF,
            "length 0" => 0u,
            "truncated" => 1000u,
            "random" => 60u,
            _ => 0u,
        };
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        return kind switch
        {
            "nothing" => [],
            "length 0" => bytes[..4],
            _ => bytes,
        };
    }

    private async Task<Socket> ConnectedAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(_test.Node.Address));
        return socket;
    }

    private static async Task ClosedAsync(Socket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[256]).WaitAsync(CloseBound) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset is closed as well.
        }
    }

    private async Task HeardAsync() => await _agent
        .ActorSelection($"akka.tcp://{AgentOptions.SystemName}@{_test.Node.Address}{AgentOptions.GatewayPath}").Ask<Pong>(new Ping("x"), TestNode.Bound);
}
