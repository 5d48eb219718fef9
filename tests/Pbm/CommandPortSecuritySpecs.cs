using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm.Tests;

public sealed class CommandPortSecuritySpecs(ITestOutputHelper output)
{
    [Theory]
    [InlineData(CommandPort.Viewer, true, false, false)]
    [InlineData(CommandPort.Operator, true, true, false)]
    [InlineData(CommandPort.Admin, true, true, true)]
    [InlineData(null, true, false, false)]
    public async Task A_role_may_do_its_own_and_what_is_below(string? token, bool read, bool change, bool ruin)
    {
        await using var port = await CommandPort.OpenAsync(tokens: true);
        var offered = (await port.Client(token).PalettesAsync(CancellationToken.None)).SelectMany(p => p.Commands).Select(c => c.Name).ToList();

        foreach (var (command, may) in new[] { ("say", read), ("harm", change), ("ruin", ruin) })
        {
            Assert.Equal(may, offered.Contains(command));
            if (may)
            {
                Assert.NotEmpty(await CommandPort.LinesAsync(port.Client(token), command));
                continue;
            }

            var refused = await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(port.Client(token), command));
            Assert.Contains("needs the role", refused.Message, StringComparison.Ordinal);
            Assert.Equal(ClientExitCode.Denied, refused.ExitCode);
        }

        Assert.Equal((change ? 1 : 0) + (ruin ? 1 : 0), port.Harmed);
        // Also what was refused is on record.
        Assert.Equal(2, port.Deeds.Count);
        Assert.Equal(port.Harmed, port.Deeds.Count(deed => deed.Result == "done"));
        Assert.All(port.Deeds, deed => Assert.Equal(("me", "127.0.0.1"), (deed.Call.Caller.Who, deed.Call.Caller.From)));
    }

    [Fact]
    public async Task A_token_that_is_none_gets_nothing()
    {
        await using var port = await CommandPort.OpenAsync(tokens: true);

        var refused = await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(port.Client("viewer-token-012345678X"), "say"));

        Assert.Equal("The token is not one of this coordinator's.", refused.Message);
    }

    [Fact]
    public async Task Over_tls_the_client_trusts_the_authority_that_it_is_told_and_no_other()
    {
        await using var port = await CommandPort.OpenAsync(tokens: true, tls: true);

        Assert.Equal(["hello"], await CommandPort.LinesAsync(port.Client(CommandPort.Viewer), "say"));
        var stranger = new CommandClient(port.Address with { Tls = true }, new ClientSettings(CommandPort.Viewer, null));
        Assert.Contains("is not trusted", (await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(stranger, "say"))).Message, StringComparison.Ordinal);
        var plain = new CommandClient(port.Address, new ClientSettings(CommandPort.Viewer, null));
        Assert.Equal(ClientExitCode.Unreachable, (await Assert.ThrowsAsync<CommandException>(() => CommandPort.LinesAsync(plain, "say"))).ExitCode);
    }

    [Fact]
    public void An_address_that_others_reach_needs_tls_and_a_token_or_a_word_that_it_does_not()
    {
        var refused = Assert.Throws<CommandRefusedException>(() => CommandEndpoint.OnPort(IPAddress.Any, 9110));
        Assert.Equal((2, true), (refused.ExitCode, refused.Message.Contains("--insecure", StringComparison.Ordinal)));
        CommandEndpoint.OnPort(IPAddress.Any, 9110, new CommandSecurity(Insecure: true));
        CommandEndpoint.OnPort(IPAddress.Loopback, 9110);
    }

    [Theory]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Host: evil.example")]
    public async Task A_web_page_gets_nothing(string header)
    {
        await using var port = await CommandPort.OpenAsync();
        var host = header.StartsWith("Host", StringComparison.Ordinal) ? "" : "Host: 127.0.0.1\r\n";

        Assert.StartsWith("HTTP/1.1 403", await SayAsync(port, $"GET /test/say HTTP/1.1\r\n{host}{header}\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_something_is_taken_by_post_only()
    {
        await using var port = await CommandPort.OpenAsync();

        Assert.StartsWith("HTTP/1.1 405", await SayAsync(port, "GET /test/harm HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(0, port.Harmed);
    }

    [Fact]
    public async Task Garbage_an_endless_head_silence_and_too_much_are_closed_within_five_seconds_and_the_next_command_works()
    {
        await using var port = await CommandPort.OpenAsync();
        var random = new byte[4096];
        new Random(5).NextBytes(random);
        byte[][] hostile =
        [
            random,
            [0xff, 0xff, 0xff, 0xff],
            [0, 0, 0, 0],
            Encoding.ASCII.GetBytes("GET /" + new string('a', 100_000)),
            Encoding.ASCII.GetBytes("POST /test/say HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n{"),
            Encoding.ASCII.GetBytes("POST /test/say HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"),
            Encoding.ASCII.GetBytes("GET /test/say HTTP/1.1\r\nHost: 127"),
            [],
        ];

        var closed = await Task.WhenAll(hostile.Select(bytes => ClosedAfterAsync(port, bytes, drip: false)).Append(ClosedAfterAsync(port, Encoding.ASCII.GetBytes("GET /"), drip: true)));

        output.WriteLine(string.Join(", ", closed.Select(t => $"{t.TotalSeconds:0.00} s")));
        Assert.All(closed, after => Assert.True(after < TimeSpan.FromSeconds(7), $"closed after {after}"));
        Assert.Equal(["hello"], await CommandPort.LinesAsync(port.Client(), "say"));
    }

    /// <summary>Until the server closes; a byte a half second where it drips.</summary>
    private static async Task<TimeSpan> ClosedAfterAsync(CommandPort port, byte[] bytes, bool drip)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        using var tcp = new TcpClient();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await tcp.ConnectAsync(IPAddress.Loopback, port.Server.Port, bound.Token);
            var stream = tcp.GetStream();
            await stream.WriteAsync(bytes, bound.Token);
            var dripping = drip ? DripAsync(stream, bound.Token) : Task.CompletedTask;
            var taken = new byte[4096];
            while (await stream.ReadAsync(taken, bound.Token) > 0)
            {
                // An answer may come before the end.
            }

            await dripping;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Closed the hard way.
        }

        return System.Diagnostics.Stopwatch.GetElapsedTime(begun);
    }

    private static async Task DripAsync(NetworkStream stream, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(500, cancel);
                await stream.WriteAsync("a"u8.ToArray(), cancel);
            }
        }
        catch (IOException)
        {
            // Closed.
        }
    }

    private static async Task<string> SayAsync(CommandPort port, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port.Server.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(tcp.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }
}
