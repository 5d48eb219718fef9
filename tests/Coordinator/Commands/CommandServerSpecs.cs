using System.Net;
using System.Net.Sockets;
using ActorBench.Coordinator.Commands;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Commands;

public sealed class CommandServerSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-commands-").FullName;

    private string SocketPath => Path.Combine(_folder, "store.db.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_entity_that_does_not_answer_is_a_gateway_timeout()
    {
        using var system = ActorSystem.Create("silent", "akka.loglevel = WARNING");
        var silent = system.ActorOf(Props.Empty);
        await using var server = await StartAsync(Command("ask", () => silent.Ask<string>("well?", TimeSpan.FromMilliseconds(50))));

        var (code, body) = await GetAsync("/test/ask");

        Assert.Equal(HttpStatusCode.GatewayTimeout, code);
        Assert.Equal("{\"error\":\"The coordinator did not answer in time.\",\"end\":1}\n", body);
    }

    [Fact]
    public async Task An_answer_a_refusal_and_a_word_that_is_no_command_are_told_apart()
    {
        await using var server = await StartAsync(
            Command("answer", () => Task.FromResult("{}")),
            Command("refuse", () => throw new CommandRefusedException("No.")));

        Assert.Equal((HttpStatusCode.OK, "{\"line\":\"{}\"}\n{\"end\":0}\n"), await GetAsync("/test/answer"));
        Assert.Equal((HttpStatusCode.Conflict, "{\"error\":\"No.\",\"end\":2}\n"), await GetAsync("/test/refuse"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/test/nothing")).Code);
    }

    [Fact]
    public async Task Its_socket_is_its_owners_alone_before_anyone_can_connect()
    {
        if (OperatingSystem.IsWindows()) return;
        using (CommandEndpoint.BindFile(SocketPath))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
            using var early = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            Assert.Equal(
                SocketError.ConnectionRefused,
                Assert.Throws<SocketException>(() => early.Connect(new UnixDomainSocketEndPoint(SocketPath))).SocketErrorCode);
        }

        await using var server = await StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
    }

    private Task<CommandServer> StartAsync(params OperatorCommand[] commands) =>
        CommandServer.StartAsync(CommandEndpoint.OnSocket(SocketPath), [new CommandPalette("test", "For a test.", commands)]);

    private static OperatorCommand Command(string name, Func<Task<string>> answer)
    {
        return new(name, "For a test.", [], (_, _) => Lines());

        async IAsyncEnumerable<string> Lines()
        {
            yield return await answer();
        }
    }

    private async Task<(HttpStatusCode Code, string Body)> GetAsync(string question)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var answer = await http.GetAsync(new Uri($"http://coordinator{question}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
