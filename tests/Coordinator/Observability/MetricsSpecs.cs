using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorBench.Coordinator.Observability;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Tests.Observability;

/// <summary>A node whose metrics are scraped while a campaign runs and after it, and after one whose attempts fail.</summary>
public sealed class ScrapedNode : IAsyncLifetime
{
    private const string Text = """
        name: observed
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        trial: { duration: 20 ms, warmup: 1 ms }
        repetitions: 2
        """;

    private const string Hopeless = """
        name: hopeless
        protocols: { tcp: { sizes: [50 MiB] } }
        trial: { duration: 1 ms, warmup: 0 ms, timeout: 1 ms }
        repetitions: 1
        retries: 0
        """;

    private readonly TestNode _test = new();

    internal IReadOnlyList<ITrialEvent> Events { get; private set; } = [];

    internal Scrape During { get; private set; } = null!;

    internal Scrape After { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using var server = await HealthServer.StartAsync(_test.Node, new HealthServerOptions(IPAddress.Loopback, 0));
        using var client = new HttpClient { BaseAddress = server.Address };
        _test.StartAgents();
        var (observed, hopeless) = (new CampaignId("observed-000000-1"), new CampaignId("hopeless-000000-1"));
        await _test.StartCampaignAsync(observed, Text);
        During = await Scrape.OfAsync(client);
        await _test.FinishedAsync(observed);
        await _test.StartCampaignAsync(hopeless, Hopeless);
        await _test.FinishedAsync(hopeless);
        await TestNode.UntilAsync(async () => (await Scrape.OfAsync(client)).Of("actorbench_leases_held") == 0, "the leases are given back");
        Events = [.. _test.Read(observed).TrialEvents, .. _test.Read(hopeless).TrialEvents];
        After = await Scrape.OfAsync(client);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}

[Collection(nameof(OneNodeAtATime))]
public sealed partial class MetricsSpecs(ScrapedNode node) : IClassFixture<ScrapedNode>
{
    private static readonly string Root = Up(AppContext.BaseDirectory);

    [Fact]
    public void Metrics_say_what_the_store_says()
    {
        var accepted = node.Events.OfType<PairEvents.TrialRecorded>().ToList();
        Assert.True(accepted.Count >= 4);
        Assert.Equal(accepted.Count, node.After.Of("actorbench_trials_total", "outcome=\"accepted\""));
        Assert.Equal(node.Events.OfType<PairEvents.TrialQuarantined>().Count(), node.After.Of("actorbench_trials_total", "outcome=\"quarantined\""));
        Assert.Equal(accepted.Sum(e => e.Result.Flags.Count), node.After.Of("actorbench_trials_flagged_total"));
        Assert.Equal(3, node.After.Of("actorbench_blocks_total", "state=\"completed\""));
        Assert.Equal(2, node.After.Of("actorbench_campaigns_total", "state=\"finished\""));
    }

    [Fact]
    public void A_failed_attempt_is_counted_by_its_reason()
    {
        var failures = node.Events.OfType<PairEvents.AttemptFailed>().ToList();

        Assert.NotEmpty(failures);
        Assert.Equal(failures.Count, node.After.Of("actorbench_attempts_failed_total"));
        Assert.All(failures.CountBy(e => Words.Kebab(e.Failure.Kind)), kind => Assert.Equal(
            kind.Value, node.After.Of("actorbench_attempts_failed_total", $"reason=\"{kind.Key}\"")));
    }

    [Fact]
    public void Levels_rise_with_a_campaign_and_fall_with_its_end()
    {
        Assert.Equal(1, node.During.Of("actorbench_campaigns_open"));
        foreach (var level in (string[])["actorbench_campaigns_open", "actorbench_blocks_open", "actorbench_trials_in_flight", "actorbench_leases_held"])
            Assert.Equal((level, 0), (level, node.After.Of(level)));
        Assert.Equal(2, node.After.Of("actorbench_agents", "role=\"host\""));
        Assert.Equal(0, node.After.Of("actorbench_agents", "role=\"guest\""));
        Assert.Equal(1, node.After.Of("actorbench_cluster_members", "status=\"up\""));
    }

    [Fact]
    public void Times_and_bytes_are_measured()
    {
        foreach (var entity in (string[])["campaign", "pair", "host"])
            Assert.True(node.After.Of("actorbench_journal_write_duration_seconds_count", $"entity=\"{entity}\"") > 0);
        Assert.True(node.After.Of("actorbench_statistics_lag_seconds_count") > 0);
        Assert.True(node.After.Of("actorbench_wire_bytes_total", "direction=\"in\"") > 0);
        Assert.True(node.After.Of("dotnet_gc_heap_total_allocated_bytes_total") > 0);
    }

    [Fact]
    public void Every_metric_is_documented_and_none_that_is_not_there()
    {
        var documented = Metric().Matches(File.ReadAllText(Path.Combine(Root, "docs", "observability.md"))).Select(m => m.Value).ToHashSet();
        var scraped = node.After.Names.Where(name => name.StartsWith("actorbench_", StringComparison.Ordinal)).Select(Family).ToHashSet();

        Assert.Equal(scraped.Order(), documented.Order());
    }

    [Fact]
    public void The_dashboard_asks_for_metrics_that_are_there()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "deploy", "grafana", "actorbench.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var asked = panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Metric().Matches(target.GetProperty("expr").GetString()!)).Select(m => m.Value).ToHashSet();

        Assert.True(asked.Count >= 15, string.Join(", ", asked));
        Assert.DoesNotContain(asked, name => !node.After.Names.Contains(name));
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    private static string Family(string name) => Suffix().Replace(name, "");

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "ActorBench.sln")) ? folder : Up(Path.GetDirectoryName(folder.TrimEnd('/'))!);

    [GeneratedRegex(@"\b(?:actorbench|dotnet|process)_[a-z_]+\b")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex Suffix();
}
