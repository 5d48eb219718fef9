using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;
using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Tests.Handshakes;

/// <summary>Memory is the process's, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Strangers on the data port while a trial waits for its initiator.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class DataPortSpecs
{
    private const int Seed = 20_261_126;

    private const int FramesAFlood = 10_000;
    private const int FramesAConnection = 50;

    private static readonly TimeSpan CloseBound = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Noises => ["random", "all ones", "zeros", "truncated", "another token"];

    [Theory]
    [MemberData(nameof(Noises))]
    public async Task Whoever_has_no_token_gets_no_byte_and_is_closed(string noise)
    {
        using var ends = new TwoEnds();
        var responder = ends.Respond(Some.Plan(Protocol.Tcp));
        using var stranger = await Connected(ends);
        await stranger.SendAsync(Noise(noise));

        Assert.Equal(0, await BytesUntilClosed(stranger));
        await Task.WhenAll(ends.Initiate(Some.Plan(Protocol.Tcp)), responder).WaitAsync(TwoEnds.Bound);
    }

    [Fact]
    public async Task Slow_strangers_hold_up_nobody()
    {
        using var ends = new TwoEnds();
        var responder = ends.Respond(Some.Plan(Protocol.Tcp));
        var strangers = new List<Socket>();
        for (var i = 0; i < 60; i++)
        {
            strangers.Add(await Connected(ends));
            await strangers[i].SendAsync("A"u8.ToArray());
        }

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await Task.WhenAll(ends.Initiate(Some.Plan(Protocol.Tcp)), responder).WaitAsync(TwoEnds.Bound);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(2), "The trial waited for strangers.");
        foreach (var stranger in strangers) Assert.Equal(0, await BytesUntilClosed(stranger));
        strangers.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_hundred_thousand_frames_of_noise_cost_no_memory_and_the_next_trial_is_valid()
    {
        using var ends = new TwoEnds();
        var plan = Some.Plan(Protocol.Tcp, settings: Some.Settings(timeoutNs: 120_000 * Some.Ms));
        var responder = ends.Respond(plan);
        // What a process takes for its first thousands of connections is taken once.
        await Flood(ends, FramesAFlood);
        var before = Held.Now();
        var floods = new List<Held>();
        while (floods.Count < 10)
        {
            await Flood(ends, FramesAFlood);
            floods.Add(Held.Now());
        }

        var after = floods[^1];
        Assert.True(after.Managed - before.Managed < 256 << 10, $"Objects that are held grew by {after.Managed - before.Managed} B (seed {Seed}).");
        Assert.True(after.Descriptors - before.Descriptors < 20, $"{after.Descriptors - before.Descriptors} descriptors were left open (seed {Seed}).");
        // The system takes pages back when it likes, so one difference says nothing; but what is lost with frames is lost in every flood.
        var growths = floods.Zip(floods.Prepend(before), (next, last) => next.Resident - last.Resident).ToArray();
        Assert.True(growths.Min() < 64 << 10, $"Each flood left memory behind: {string.Join(", ", growths)} B (seed {Seed}).");
        await Task.WhenAll(ends.Initiate(plan), responder).WaitAsync(TwoEnds.Bound);
    }

    [Fact]
    public async Task Only_the_assigned_initiator_is_heard_even_with_the_token()
    {
        using var ends = new TwoEnds();
        var responder = ends.Respond(Some.Plan(Protocol.Tcp), from: IPAddress.Parse("127.0.0.2"));
        using var thief = await Connected(ends);
        await thief.SendAsync(Noise("the token"));
        Assert.Equal(0, await BytesUntilClosed(thief));

        await Task.WhenAll(ends.Initiate(Some.Plan(Protocol.Tcp), local: IPAddress.Parse("127.0.0.2")), responder).WaitAsync(TwoEnds.Bound);
    }

    [Fact]
    public async Task A_datagram_from_elsewhere_is_answered_with_nothing()
    {
        using var ends = new TwoEnds();
        var responder = ends.Respond(Some.Plan(Protocol.Udp));
        using var initiator = await Connected(ends);
        var hello = new byte[Hello.Bytes];
        Hello.Write(hello, Some.Plan(Protocol.Udp), Some.Token());
        await initiator.SendAsync(hello);
        var welcome = new byte[Welcome.Bytes];
        await initiator.ReceiveAsync(welcome).WaitAsync(CloseBound);
        Assert.True(Welcome.TryRead(welcome, out _, out var port));

        // Where a spoofed source would have the answer go.
        using var victim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        victim.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
        for (var i = 0; i < 100; i++) await victim.SendToAsync(new byte[Some.Plan(Protocol.Udp).RequestBytes], new IPEndPoint(IPAddress.Loopback, port));

        // The initiator's own datagram, behind those of the victim, is answered: by then the others have been dealt with.
        using var own = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        own.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await own.SendToAsync(new byte[Some.Plan(Protocol.Udp).RequestBytes], new IPEndPoint(IPAddress.Loopback, port));
        var answer = await own.ReceiveFromAsync(new byte[100], new IPEndPoint(IPAddress.Any, 0)).WaitAsync(CloseBound);
        Assert.Equal(Some.Plan(Protocol.Udp).ResponseBytes, answer.ReceivedBytes);
        Assert.Equal(0, victim.Available);
        initiator.Close();
        await Record.ExceptionAsync(() => responder.WaitAsync(TwoEnds.Bound));
    }

    private static async Task Flood(TwoEnds ends, int frames)
    {
        var random = new Random(Seed);
        var frame = new byte[32];
        for (var sent = 0; sent < frames;)
        {
            using var stranger = await Connected(ends);
            try
            {
                for (var i = 0; i < FramesAConnection; i++, sent++)
                {
                    random.NextBytes(frame);
                    await stranger.SendAsync(frame);
                }
            }
            catch (SocketException)
            {
                sent++;
            }

            // A port that is behind would let connections wait for a second each.
            Assert.Equal(0, await BytesUntilClosed(stranger));
        }
    }

    private static byte[] Noise(string kind)
    {
        var random = new Random(Seed);
        var hello = new byte[Hello.Bytes];
        Hello.Write(hello, Some.Plan(Protocol.Tcp), Some.Token());
        switch (kind)
        {
            case "random":
                random.NextBytes(hello);
                break;
            case "all ones":
                Array.Fill(hello, (byte)255);
                break;
            case "zeros":
                Array.Clear(hello);
                break;
            case "truncated":
                return hello[..31];
            case "another token":
                hello[Hello.TokenAt] ^= 1;
                break;
        }

        return hello;
    }

    private static async Task<Socket> Connected(TwoEnds ends)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(ends.Listener.Endpoint);
        return socket;
    }

    private static async Task<int> BytesUntilClosed(Socket socket)
    {
        var total = 0;
        try
        {
            for (int count; (count = await socket.ReceiveAsync(new byte[64]).WaitAsync(CloseBound)) > 0;) total += count;
        }
        catch (SocketException)
        {
            // Reset: closed with bytes unread.
        }

        return total;
    }

    /// <summary>Bytes of objects that are reachable, bytes of the process in memory, and its open descriptors.</summary>
    private readonly record struct Held(long Managed, long Resident, int Descriptors)
    {
        public static Held Now()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var descriptors = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
            return new(GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet, descriptors);
        }
    }
}
