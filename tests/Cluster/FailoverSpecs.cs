using System.Diagnostics;
using ActorBench.Messages.Plans;

namespace ActorBench.Cluster.Tests;

[Collection("cluster")]
public sealed class FailoverSpecs(SharedCluster shared, ITestOutputHelper output)
{
    private const int Trials = 100;

    private static string Campaign(string name, int trials) => $$"""
        name: {{name}}
        pairs: [[h1, h2]]
        hosts: [h1, h2]
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 300 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: {{trials}}
        """;

    [Theory]
    [InlineData("pair")]
    [InlineData("host")]
    public async Task A_campaign_goes_on_within_thirty_seconds_after_the_death_of_whoever_holds_one_of_its_entities(string type)
    {
        var cluster = await shared.GetAsync();
        var campaign = await StartAsync(cluster, $"{type}-holder", Trials / 2);
        var holder = await cluster.HolderAsync(type, type == "pair" ? $"{campaign}/h1:h2" : "h1");

        await cluster.KillAsync(holder);
        cluster.Start(holder);
        await TimedAsync($"kill -9 of the {type}'s coordinator", () => cluster.GoesOnAsync(campaign, Coordinators.FailoverBound));
        await cluster.UntilWholeAsync();
        await cluster.EachTrialOnceAsync(campaign, Trials / 2);
    }

    [Fact]
    public async Task A_campaign_outlives_each_of_its_coordinators_and_all_of_them_at_once()
    {
        var cluster = await shared.GetAsync();
        var campaign = await StartAsync(cluster, "failover", Trials);
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
        await cluster.UntilWholeAsync();
        await cluster.EachTrialOnceAsync(campaign, Trials);
    }

    private static async Task<CampaignId> StartAsync(Coordinators cluster, string name, int trials)
    {
        var campaign = await cluster.SubmitAsync(Campaign(name, trials));
        await Soon.Until(() => cluster.Accepted(campaign) >= 3, "three trials are accepted", TimeSpan.FromSeconds(60));
        return campaign;
    }

    private async Task TimedAsync(string what, Func<Task> goesOn)
    {
        var clock = Stopwatch.StartNew();
        await goesOn();
        output.WriteLine($"{what}: goes on after {clock.Elapsed.TotalSeconds:F1} s");
    }
}
