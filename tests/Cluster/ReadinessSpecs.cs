using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>What a probe hears of a coordinator whose database goes, in the two ways in which databases go.</summary>
public sealed class ReadinessSpecs(ITestOutputHelper output)
{
    /// <summary>What a probe waits for an answer, <c>timeoutSeconds</c> of the manifests.</summary>
    private static readonly TimeSpan ProbeBound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_its_database_a_coordinator_is_alive_and_not_ready_says_why_in_a_line_and_is_ready_again_with_it()
    {
        await using var postgres = await PostgresServer.StartAsync();
        using var place = new Place();
        var health = FreePort();
        await using var coordinator = Actorbench.Start(
            place, "coordinator", "--store", $"{await postgres.NewDatabaseAsync()}", "--port", "0", "--command-port", "0", "--health-port", health.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{health}"), Timeout = ProbeBound };
        await UntilReadyAsync(client, ready: true);

        await postgres.KillAsync();
        Assert.Matches("^journal: .*cannot be reached.*\n$", await UntilReadyAsync(client, ready: false));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
        await postgres.StartAgainAsync();
        await UntilReadyAsync(client, ready: true);

        int[] processes = [postgres.Pid, .. Proc.Descendants(postgres.Pid).Select(child => child.Pid)];
        foreach (var pid in processes) Signals.Send(pid, Signals.Stop);
        try
        {
            Assert.Matches("^journal: .*does not answer.*\n$", await UntilReadyAsync(client, ready: false));
        }
        finally
        {
            foreach (var pid in processes) Signals.Send(pid, Signals.Continue);
        }

        await UntilReadyAsync(client, ready: true);
        output.WriteLine(coordinator.ErrorsSoFar);
    }

    /// <returns>What the first such answer said; each came within what a probe waits.</returns>
    private async Task<string> UntilReadyAsync(HttpClient client, bool ready)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                var asked = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
                var said = await answer.Content.ReadAsStringAsync();
                if (ready == answer.IsSuccessStatusCode)
                {
                    output.WriteLine($"{(int)answer.StatusCode} after {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:F0} ms: {said}");
                    return said;
                }
            }
            catch (HttpRequestException) when (clock.Elapsed < Soon.Limit)
            {
                // It does not listen yet.
            }

            Assert.True(clock.Elapsed < Soon.Limit, $"ready is not {ready} after {clock.Elapsed.TotalSeconds:F0} s");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
