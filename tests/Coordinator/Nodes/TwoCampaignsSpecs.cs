using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Nodes;

public sealed class TwoCampaignsSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Hosts = ["h1", "h2", "h3", "h4"];

    private readonly TestNode _test = new();

    public ValueTask InitializeAsync()
    {
        _test.StartAgents(Hosts);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Two_campaigns_on_the_same_hosts_take_turns_and_never_measure_on_a_host_at_once()
    {
        CampaignId[] campaigns = [new("one-000000-1"), new("two-000000-1")];
        await Task.WhenAll(_test.StartCampaignAsync(campaigns[0], Text("disjoint")), _test.StartCampaignAsync(campaigns[1], Text("all")));
        foreach (var campaign in campaigns) await _test.FinishedAsync(campaign);

        var trials = campaigns.SelectMany(campaign => _test.Read(campaign).TrialEvents).OfType<PairEvents.TrialRecorded>().ToList();
        Assert.Equal((2 * 6 * 2) + (6 * 6 * 2), trials.Count);
        foreach (var host in Hosts)
        {
            var own = trials.Where(trial => trial.Spec.Pair.Initiator == host || trial.Spec.Pair.Responder == host).OrderBy(Start).ToList();
            foreach (var (before, after) in own.Zip(own.Skip(1))) Assert.True(End(before) <= Start(after), $"{host}: trials {before.Key} and {after.Key} overlap.");
            NeitherStarves(host, [.. own.Select(trial => (trial.Campaign, trial.Spec.Block)).Distinct()]);
        }
    }

    /// <summary>While both have blocks left, neither gets a host many times in a row.</summary>
    private void NeitherStarves(string host, (CampaignId Campaign, int Block)[] blocks)
    {
        output.WriteLine($"{host}: {string.Join(' ', blocks.Select(block => $"{block.Campaign.Value[..3]}-{block.Block}"))}");
        var last = blocks.Select(block => block.Campaign).Distinct().Min(campaign => Array.FindLastIndex(blocks, block => block.Campaign == campaign));
        var (row, longest) = (0, 0);
        for (var i = 0; i <= last; i++)
        {
            row = i > 0 && blocks[i].Campaign == blocks[i - 1].Campaign ? row + 1 : 1;
            longest = Math.Max(longest, row);
        }

        // A round waits for the slowest of its pairs, and the other campaign may get a second turn meanwhile.
        Assert.InRange(longest, 1, 4);
    }

    private static DateTimeOffset Start(PairEvents.TrialRecorded trial) => trial.Result.Initiator.StartedAt;

    private static DateTimeOffset End(PairEvents.TrialRecorded trial) => Start(trial).AddTicks(trial.Result.Initiator.Counters.ElapsedNs / 100);

    private static string Text(string pairs) => $$"""
        name: shared
        lab: { kind: loopback, hosts: 4 }
        pairs: {{pairs}}
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        trial: { duration: 20 ms, warmup: 1 ms, timeout: 2 s }
        repetitions: 6
        """;
}
