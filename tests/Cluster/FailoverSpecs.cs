using System.Diagnostics;

namespace ActorBench.Cluster.Tests;

public sealed class FailoverSpecs(ITestOutputHelper output)
{
    private const int Trials = 100;

    private const string Campaign = """
        name: failover
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 300 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 100
        """;

    [Fact]
    public async Task A_campaign_outlives_each_of_its_coordinators_and_all_of_them_at_once()
    {
        await using var cluster = await Coordinators.StartAsync();
        var campaign = await cluster.SubmitAsync(Campaign);
        await Soon.Until(() => cluster.Accepted(campaign) >= 3, "three trials are accepted", TimeSpan.FromSeconds(60));
        var holder = await cluster.HolderAsync("campaign", campaign.Value);

        await cluster.KillAsync(holder);
        await TimedAsync("kill -9 of the campaign's coordinator", () => cluster.GoesOnAsync(campaign, Coordinators.FailoverBound));
        cluster.Start(holder);
        await cluster.UntilUpAsync(holder);

        var leaver = (holder + 1) % Coordinators.Count;
        cluster[leaver].Signal(Signals.Terminate);
        (await cluster[leaver].End(TimeSpan.FromSeconds(15))).Expect(0);
        await TimedAsync("SIGTERM of another", () => cluster.GoesOnAsync(campaign, Coordinators.FailoverBound));

        foreach (var i in Enumerable.Range(0, Coordinators.Count).Where(i => i != leaver)) await cluster.KillAsync(i);
        for (var i = 0; i < Coordinators.Count; i++) cluster.Start(i);
        await TimedAsync("kill -9 of all, started again", () => cluster.GoesOnAsync(campaign, TimeSpan.FromSeconds(60)));
        await cluster.EachTrialOnceAsync(campaign, Trials);
    }

    private async Task TimedAsync(string what, Func<Task> goesOn)
    {
        var clock = Stopwatch.StartNew();
        await goesOn();
        output.WriteLine($"{what}: goes on after {clock.Elapsed.TotalSeconds:F1} s");
    }
}
