using System.Net;
using ActorBench.Coordinator.Observability;
using Akka.Cluster;

namespace ActorBench.Coordinator.Tests.Observability;

/// <summary>Alone: meters of one name are one stream to whoever listens, and no other node may count meanwhile.</summary>
[CollectionDefinition(nameof(OneNodeAtATime), DisableParallelization = true)]
public sealed class OneNodeAtATime;

[Collection(nameof(OneNodeAtATime))]
public sealed class HealthServerSpecs : IAsyncLifetime
{
    private readonly TestNode _test = new();
    private HealthServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await HealthServer.StartAsync(_test.Node, new HealthServerOptions(IPAddress.Loopback, 0));
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task A_node_is_ready_once_its_member_is_up_and_its_journal_answers_and_not_without_its_journal()
    {
        await ReadyAsync(HttpStatusCode.OK);
        File.Move(_test.StorePath, _test.StorePath + ".away");
        var lost = await ReadyAsync(HttpStatusCode.ServiceUnavailable);
        using var alive = await _client.GetAsync(HealthServer.LivePath);
        File.Move(_test.StorePath + ".away", _test.StorePath);
        await ReadyAsync(HttpStatusCode.OK);

        Assert.StartsWith("journal: ", lost, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_node_that_leaves_is_not_ready()
    {
        await ReadyAsync(HttpStatusCode.OK);
        var cluster = Cluster.Get(_test.Node.System);
        cluster.Leave(cluster.SelfAddress);
        var left = await ReadyAsync(HttpStatusCode.ServiceUnavailable);
        using var alive = await _client.GetAsync(HealthServer.LivePath);

        Assert.Contains("member: this member is ", left, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Nothing_else_is_on_that_port_and_nobody_writes_there()
    {
        foreach (var path in (string[])["/", "/campaign/list", "/metrics/x", "/healthz/x", "/readyz/../campaign"])
        {
            using var answer = await _client.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
            Assert.Empty(await answer.Content.ReadAsStringAsync());
        }

        using var written = await _client.PostAsync(HealthServer.ReadyPath, new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, written.StatusCode);
    }

    /// <returns>The body of the first answer with this code.</returns>
    private async Task<string> ReadyAsync(HttpStatusCode code)
    {
        var body = "";
        await TestNode.UntilAsync(
            async () =>
            {
                using var answer = await _client.GetAsync(HealthServer.ReadyPath);
                body = await answer.Content.ReadAsStringAsync();
                return answer.StatusCode == code;
            },
            $"{HealthServer.ReadyPath} answers {code}");
        return body;
    }
}
