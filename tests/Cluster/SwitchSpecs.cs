using System.Diagnostics;
using ActorBench.Messages.Pairs;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>What the network between coordinators may do to them.</summary>
[Collection("switch")]
public sealed class SwitchSpecs(ITestOutputHelper output)
{
    /// <summary>What the failure detector has patience for.</summary>
    private static readonly TimeSpan Hiccup = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_coordinator_that_the_others_lose_sight_of_stops_and_the_campaign_goes_on_without_it_and_nothing_counts_twice()
    {
        Long();
        await using var machines = await SwitchedMachines.UpAsync(hosts: 2, apart: true);
        await using var server = await PostgresServer.StartAsync(SwitchedMachines.Switch);
        await using var cluster = await Coordinators.StartAsync(machines, await server.NewDatabaseAsync(SwitchedMachines.Switch));
        const int trials = 150;
        var campaign = await cluster.SubmitAsync($$"""
            name: parted
            hosts: [h1, h2]
            pairs: [[h1, h2]]
            platforms: [native]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 500 ms, warmup: 1 ms, timeout: 5 s }
            repetitions: {{trials}}
            """);
        await cluster.GoesOnAsync(campaign, TimeSpan.FromSeconds(60));
        await using var tail = await JournalTail.OpenAsync(cluster.Store);
        var holder = await cluster.HolderAsync("campaign", campaign.Value);

        await machines.CutOffAsync(holder);
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Hiccup, "a short hiccup");
        await machines.JoinAgainAsync(holder);
        await cluster.GoesOnAsync(campaign, Coordinators.FailoverBound);
        await cluster.UntilWholeAsync();

        await machines.CutOffAsync(holder);
        clock.Restart();
        var ended = (await cluster[holder].End(TimeSpan.FromSeconds(60))).Expect(75);
        output.WriteLine($"the one cut off ended after {clock.Elapsed.TotalSeconds:F1} s: {ended.ErrorLines[^1]}");
        await tail.LookAsync();
        await cluster.GoesOnAsync(campaign, Coordinators.FailoverBound);
        output.WriteLine($"the others went on within {clock.Elapsed.TotalSeconds:F1} s");
        await machines.JoinAgainAsync(holder);
        cluster.Start(holder);
        await cluster.UntilWholeAsync();

        await cluster.EachTrialOnceAsync(campaign, trials);
        await tail.LookAsync();
    }

    [Fact]
    public async Task A_link_that_exchanges_fill_for_a_minute_puts_no_coordinator_out()
    {
        Long();
        await using var machines = await SwitchedMachines.UpAsync(hosts: 4, apart: false, rate: "10mbit");
        await using var server = await PostgresServer.StartAsync(SwitchedMachines.Switch);
        await using var cluster = await Coordinators.StartAsync(machines, await server.NewDatabaseAsync(SwitchedMachines.Switch));
        var campaign = await cluster.SubmitAsync("""
            name: full
            hosts: [h1, h2, h3, h4]
            pairs: [[h1, h2], [h3, h4]]
            platforms: [native]
            protocols: { tcp: { sizes: [1 MiB] } }
            trial: { duration: 10 s, warmup: 100 ms, timeout: 20 s }
            repetitions: 6
            """);
        await cluster.EachTrialOnceAsync(campaign, 12, TimeSpan.FromSeconds(150));

        await cluster.UntilWholeAsync();
        for (var i = 0; i < Coordinators.Count; i++)
        {
            Assert.DoesNotContain("unreachable", cluster[i].ErrorsSoFar, StringComparison.OrdinalIgnoreCase);
            var members = await cluster.AskAsync(i, "cluster", "show");
            Assert.Equal(Coordinators.Count, members!.Split('\n').Count(line => line.Contains(" Up ", StringComparison.OrdinalIgnoreCase)));
        }

        var counters = cluster.Read(campaign)!.TrialEvents.OfType<PairEvents.TrialRecorded>().Select(trial => trial.Result.Initiator.Counters).ToArray();
        var rate = counters.Sum(c => (c.BytesOut + c.BytesIn) * 8e3 / c.ElapsedNs) / 6;
        output.WriteLine($"both pairs together {rate:F2} Mbit/s on average over 6 x 10 s");
        // Each pair alone could fill one direction at a time.
        Assert.True(rate > 8, $"The links were not full: {rate} Mbit/s.");
    }

    private static void Long() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Takes minutes: set ACTORBENCH_LONG=1.");
}
