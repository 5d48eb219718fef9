using System.Diagnostics;
using ActorBench.Messages.Campaigns;

namespace ActorBench.Cluster.Tests;

/// <summary>An operator's day with a coordinator that stands.</summary>
[Collection("standing")]
public sealed class OperatorWalkSpecs(ITestOutputHelper output)
{
    private const int Trials = 24;

    /// <summary>From the order to the last connection between the hosts.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);

    private static string Campaign(string duration, int repetitions) => $$"""
        name: walk
        platforms: [native]
        hosts: [a, b]
        pairs: [[a, b]]
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        trial: { duration: {{duration}}, warmup: 20 ms }
        repetitions: {{repetitions}}
        """;

    [Fact]
    public async Task A_campaign_is_watched_paused_and_resumed_its_host_taken_out_and_its_coordinator_killed_and_every_trial_counts_once()
    {
        await using var standing = await Standing.StartAsync();
        var id = await standing.SubmitAsync(Campaign("150 ms", Trials / 2));
        await standing.UntilAcceptedAsync(id, 2);
        Assert.Contains($"{id}/a:b", await standing.SayAsync("host list"), StringComparison.Ordinal);

        Assert.Equal($"{id} is paused.\n", await standing.SayAsync("campaign pause -reason lunch"));
        await standing.UntilAsync("host list", hosts => !hosts.Contains("leased", StringComparison.Ordinal));
        Assert.Contains(" · paused · ", await standing.SayAsync("campaign show"), StringComparison.Ordinal);

        await QuarantineAsync(standing, id);
        await Asked(standing, id);

        await standing.UntilAcceptedAsync(id, 8);
        await standing.StopCoordinatorAsync(Signals.Kill);
        Assert.Contains("a     absent", (await Actorbench.Run(standing.Place, "hosts")).Expect(0).Output, StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        await standing.StartCoordinatorAsync();
        var up = clock.Elapsed;
        var before = standing.AcceptedTrials(id).Length;
        await standing.UntilAcceptedAsync(id, before + 1);
        output.WriteLine($"killed with {before} trials accepted; up again after {up.TotalSeconds:F1} s, the next trial accepted after {clock.Elapsed.TotalSeconds:F1} s");

        await standing.UntilAsync("campaign show", status => status.Contains(" · done · ", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, Trials), standing.AcceptedTrials(id));
        Assert.Single(standing.Read(id).Events, e => e.Event is CampaignEvents.CampaignFinished);
        Assert.Contains($"## {id}", await standing.SayAsync("campaign report -format md"), StringComparison.Ordinal);
        Assert.Equal(0, (await standing.StopCoordinatorAsync(Signals.Terminate)).Code);
    }

    [Fact]
    public async Task Stop_ends_the_traffic_of_all_within_two_seconds_and_what_is_cancelled_stays_so()
    {
        await using var standing = await Standing.StartAsync();
        var id = await standing.SubmitAsync(Campaign("30 s", 1));
        await Soon.Until(() => Standing.DataConnections() > 0, "the hosts talk");

        var clock = Stopwatch.StartNew();
        var said = standing.SayAsync("campaign stop -all");
        await Soon.Until(() => Standing.DataConnections() == 0, "the hosts are silent");
        var silent = clock.Elapsed;
        Assert.Equal($"{id} is stopped.\n", await said);
        output.WriteLine($"silent {silent.TotalMilliseconds:F0} ms after the command was begun");
        Assert.InRange(silent, TimeSpan.Zero, StopBound);

        Assert.Contains("campaign stop", await standing.SayAsync("campaign log"), StringComparison.Ordinal);
        Assert.Equal($"{id} goes on.\n", await standing.SayAsync("campaign resume"));
        await Soon.Until(() => Standing.DataConnections() > 0, "the hosts talk again");
        Assert.Equal($"{id} is cancelled.\n", await standing.SayAsync("campaign cancel"));
        await Soon.Until(() => Standing.DataConnections() == 0, "the hosts are silent for good");
        Assert.Equal($"{id} is cancelled.\n", (await Actorbench.Run(standing.Place, "cancel", "--reason", "twice", "--coordinator", standing.Commands)).Expect(0).Output);
        foreach (var order in new[] { "pause", "resume", "retry" })
        {
            var theirs = Assert.Single((await PbmProgram.Run(standing.Place, standing.Commands, $"campaign {order}")).Expect(2).ErrorLines);
            var ours = Assert.Single((await Actorbench.Run(standing.Place, order, "--coordinator", standing.Commands)).Expect(2).ErrorLines);
            Assert.Equal(theirs, ours.Replace("actorbench: ", "pbm: ", StringComparison.Ordinal));
        }

        var twin = (await Actorbench.Run(standing.Place, standing.HostCommand("a", "127.0.0.4"))).Expect(69);
        // On a busy machine it may have said before that nobody answers yet.
        Assert.StartsWith("Host a has a living native agent at ", twin.ErrorLines[^1], StringComparison.Ordinal);
    }

    private static async Task QuarantineAsync(Standing standing, Messages.Plans.CampaignId id)
    {
        var (line, code) = await PbmProgram.Until(
            standing.Place,
            standing.Commands,
            "log tail",
            "Host b is quarantined: fan",
            async () =>
            {
                Assert.Equal("b is quarantined.\n", await standing.SayAsync("host quarantine b -reason fan"));
                Assert.Equal($"{id} goes on.\n", await standing.SayAsync("campaign resume"));
            });
        Assert.Equal(130, code);
        // The host says it, and the pair that has to wait for it says why; either may be the first.
        Assert.Matches("/(host|pair)/", line);
        await standing.UntilAsync("campaign show", status => status.Contains("UTC: Host b is quarantined: fan\n", StringComparison.Ordinal));
        var accepted = standing.AcceptedTrials(id).Length;
        Assert.Contains("fan (since ", await standing.SayAsync("host show b"), StringComparison.Ordinal);
        Assert.Contains("host=b reason=fan", await standing.SayAsync("host log b"), StringComparison.Ordinal);
        Assert.Equal(accepted, standing.AcceptedTrials(id).Length);
        Assert.Equal("b is released.\n", await standing.SayAsync("host release b"));
        await standing.UntilAcceptedAsync(id, accepted + 1);
    }

    private static async Task Asked(Standing standing, Messages.Plans.CampaignId id)
    {
        Assert.Equal("info\n", await standing.SayAsync("log level info"));
        Assert.Equal("warning\n", await standing.SayAsync("log level warning"));
        Assert.Contains(standing.Agents, await standing.SayAsync("cluster show"), StringComparison.Ordinal);
        Assert.Contains($"{id}/a:b", await standing.SayAsync("actor hierarchy /system/sharding"), StringComparison.Ordinal);
        var unknown = (await PbmProgram.Run(standing.Place, standing.Commands, "host show c")).Expect(2);
        Assert.Equal("pbm: No host 'c' was ever seen; there are a, b.", Assert.Single(unknown.ErrorLines));
    }
}
