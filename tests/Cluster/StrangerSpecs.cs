using System.Net.Sockets;

namespace ActorBench.Cluster.Tests;

/// <summary>What strangers and the wrongly equipped cause, where an operator looks: real processes, certificates and sockets.</summary>
public sealed class StrangerSpecs(ITestOutputHelper output)
{
    private const int Seed = 20_261_125;

    [Fact]
    public async Task Who_has_a_wrong_certificate_secret_or_token_or_none_is_told_so_in_a_line_and_the_coordinator_says_it_too()
    {
        await using var guarded = await Guarded.StartAsync();
        var secret = guarded.Strangers.Write("other-secret", "fedcba9876543210fedcba9876543210");
        string[] ours = guarded.Certificate("ours");

        await HeardAsync(guarded, guarded.Host("x", [.. guarded.Certificate("theirs"), "--join-secret-file", guarded.At("join-secret")]), "is not signed by this node's authority");
        await guarded.UntilToldAsync("is not signed by this node's authority");
        await HeardAsync(guarded, guarded.Host("x"), "it asks for a certificate and this agent shows none (--tls-certificate)");
        await guarded.UntilToldAsync("not an SSL/TLS record");
        await EndsAsync(guarded, 69, guarded.Host("x", [.. ours, "--join-secret-file", secret]), "does not know this agent's join secret");
        await EndsAsync(guarded, 69, guarded.Host("x", ours), "The coordinator asks for a join secret");
        await guarded.UntilToldAsync("An agent at 127.0.0.1 has no join secret.");
        await EndsAsync(guarded, 2, guarded.Host("x", "--tls-certificate", guarded.At("ours", "node.pem")), "TLS needs three files");
        await EndsAsync(guarded, 2, guarded.Host("x", [.. ours, "--join-secret-file", "nowhere"]), "The join secret can't be read");

        guarded.Strangers.Environment["ACTORBENCH_TLS_AUTHORITY"] = guarded.At("ours", "authority.pem");
        guarded.Strangers.Environment["ACTORBENCH_TOKEN_FILE"] = guarded.Strangers.Write("token", "not-a-token-0123456789abcdef");
        await DeniedAsync(guarded, "The token is not one of this coordinator's.");
        await guarded.UntilToldAsync("The command port refused 127.0.0.1: The token is not one of this coordinator's.");
        guarded.Strangers.Environment["ACTORBENCH_TLS_AUTHORITY"] = guarded.At("theirs", "authority.pem");
        await DeniedAsync(guarded, "is not trusted");

        foreach (var reason in new[] { "certificate", "join-secret", "command" })
            Assert.True(await guarded.RefusedAsync(reason) > 0, reason);
        Assert.Equal(2, (await guarded.SayAsync("host list")).Split("free").Length - 1);
        Shown(guarded);
    }

    [Fact]
    public async Task Noise_on_each_port_is_a_line_at_most_and_every_trial_counts_meanwhile()
    {
        await using var guarded = await Guarded.StartAsync();
        var id = await guarded.SubmitAsync("""
            name: noise
            hosts: [a, b]
            platforms: [native]
            protocols: { tcp: { sizes: [1 B, 4 KiB] }, udp: { sizes: [1 B] } }
            trial: { duration: 300 ms }
            repetitions: 5
            """);
        for (var round = 0; !(await guarded.SayAsync("campaign show")).Contains(" · done · ", StringComparison.Ordinal); round++)
        {
            Assert.True(round < 200, "The campaign is not done.");
            foreach (var port in guarded.Ports) await NoiseAsync(port, new Random(Seed + round));
        }

        foreach (var words in new[] { "not an SSL/TLS record", "The command port got no request from 127.0.0.1", "The health port got no request from 127.0.0.1" })
            await guarded.UntilToldAsync(words);
        Assert.Contains("15 of 15 trials", await guarded.SayAsync($"campaign show {id}"), StringComparison.Ordinal);
        Shown(guarded);
    }

    private void Shown(Guarded guarded)
    {
        output.WriteLine(guarded.Coordinator.ErrorsSoFar);
        Assert.All(guarded.Coordinator.ErrorsSoFar.Split('\n'), line =>
        {
            Assert.True(line.Length < 800, line);
            Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, char.IsControl);
        });
    }

    /// <summary>An agent that goes on asking says why; then it is ended.</summary>
    private static async Task HeardAsync(Guarded guarded, IReadOnlyList<string> agent, string words)
    {
        await using var program = Actorbench.Start(guarded.Strangers, agent);
        await Soon.Until(() => program.ErrorsSoFar.Contains(words, StringComparison.Ordinal), words);
        program.Signal(Signals.Terminate);
        (await program.End()).Expect(0);
    }

    private static async Task EndsAsync(Guarded guarded, int code, IReadOnlyList<string> agent, string words)
    {
        var ended = (await Actorbench.Run(guarded.Strangers, agent)).Expect(code);
        Assert.Contains(words, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    private static async Task DeniedAsync(Guarded guarded, string words)
    {
        var ended = await PbmProgram.Run(guarded.Strangers, guarded.Commands, "campaign list");
        Assert.NotEqual(0, ended.Code);
        Assert.Contains(words, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Bytes that nobody there takes; a data port is open for the time of a block only.</summary>
    private static async Task NoiseAsync(System.Net.IPEndPoint port, Random random)
    {
        var bytes = new byte[random.Next(1, 4096)];
        random.NextBytes(bytes);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(port);
            await socket.SendAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Closed, as it may be.
        }

        using var datagram = new Socket(SocketType.Dgram, ProtocolType.Udp);
        await datagram.SendToAsync(bytes.AsMemory(0, Math.Min(bytes.Length, 1400)), port);
    }
}
