using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using Microsoft.Data.Sqlite;

namespace ActorBench.Coordinator.Tests.Nodes;

/// <summary>One coordinator and its two agents for all of these, a campaign of six trials each.</summary>
public sealed class RunningNode : IAsyncLifetime
{
    public TestNode Test { get; } = new();

    public ValueTask InitializeAsync()
    {
        Test.StartAgents();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}

public sealed class CampaignRunSpecs(RunningNode running, ITestOutputHelper output) : IClassFixture<RunningNode>
{
    private const int Trials = 6;

    private const string Text = """
        name: small
        platforms: [native]
        protocols: { tcp: { sizes: [1 B, 512 B] }, udp: { sizes: [1 B] } }
        trial: { duration: 20 ms, warmup: 1 ms, timeout: 2 s }
        repetitions: 2
        """;

    private readonly TestNode _test = running.Test;

    [Fact]
    public async Task A_small_campaign_ends_with_one_event_a_trial()
    {
        var campaign = new CampaignId("plain-000000-1");
        await _test.StartCampaignAsync(campaign, Text);
        await _test.FinishedAsync(campaign);
        var record = await _test.EachTrialIsAcceptedOnceAsync(campaign, Trials);

        // Two blocks began, and each end told its environment once.
        Assert.Equal(Trials + 2 + 2, record.Pairs.Single().Events.Count);
        Assert.All(record.TrialEvents, e => Assert.Equal(1, ((PairEvents.TrialRecorded)e).Key.Attempt));
        Assert.Equal(CampaignState.Done, (await _test.StatusAsync(campaign)).State);
    }

    [Theory]
    [InlineData("campaign.before-persist", 2)]
    [InlineData("campaign.after-persist", 1)]
    [InlineData("campaign.before-send", 3)]
    [InlineData("campaign.after-send", 2)]
    [InlineData("pair.before-persist", 3)]
    [InlineData("pair.after-persist", 1)]
    [InlineData("pair.after-persist", 4)]
    [InlineData("pair.before-send", 2)]
    [InlineData("pair.before-send", 9)]
    [InlineData("pair.before-send", 14)]
    [InlineData("pair.after-send", 17)]
    [InlineData("pair.after-send", 26)]
    [InlineData("host.before-persist", 2)]
    [InlineData("host.after-persist", 1)]
    [InlineData("host.before-send", 3)]
    [InlineData("host.after-send", 4)]
    public async Task An_entity_that_dies_at_any_boundary_goes_on_from_its_journal(string place, int hit)
    {
        var campaign = new CampaignId($"dies-{place.Replace('.', '-')}-{hit}");
        var hits = await _test.DyingOnceAsync(campaign, Text, place, hit);

        await _test.EachTrialIsAcceptedOnceAsync(campaign, Trials);
        output.WriteLine($"{place}: {hits} hits, died at {hit}.");
    }

    [Theory]
    [InlineData("campaign")]
    [InlineData("pair")]
    [InlineData("host")]
    public async Task An_entity_whose_journal_fails_stops_and_comes_back(string kind)
    {
        var campaign = new CampaignId($"fails-{kind}-1");
        var tried = 0;
        _test.AtFailpoints(at =>
        {
            if (at == $"{kind}.before-persist") Interlocked.Increment(ref tried);
        });
        await _test.StartCampaignAsync(campaign, Text);
        Run($"CREATE TRIGGER broken BEFORE INSERT ON journal WHEN NEW.persistence_id LIKE '{kind}-%' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var before = Volatile.Read(ref tried);
        await TestNode.UntilAsync(() => Task.FromResult(Volatile.Read(ref tried) >= before + 2), $"the {kind} has tried again");
        Run("DROP TRIGGER broken");
        await _test.FinishedAsync(campaign);
        _test.AtFailpoints(_ => { });

        await _test.EachTrialIsAcceptedOnceAsync(campaign, Trials);
    }

    [Fact]
    public async Task A_campaign_asked_for_before_its_start_has_a_status_afterwards()
    {
        var campaign = new CampaignId("early-000000-1");
        var entities = _test.Node.Entities;
        Assert.IsType<CampaignReplies.Refused>(await TestNode.AskAsync(entities.Statistics, new StatisticsQueries.GetStatus(campaign)));
        await _test.StartCampaignAsync(campaign, Text);
        await _test.FinishedAsync(campaign);

        await _test.EachTrialIsAcceptedOnceAsync(campaign, Trials);
    }

    [Fact]
    public async Task A_stopped_campaign_goes_on_when_it_is_resumed()
    {
        var campaign = new CampaignId("stops-000000-1");
        await _test.StartCampaignAsync(campaign, Text);
        Assert.IsType<CampaignReplies.Stopped>(await TestNode.AskAsync(
            _test.Node.Entities.Campaigns, new CampaignCommands.Stop(campaign, "Stopped by its user.")));
        await _test.ResumeAsync(campaign);
        await _test.FinishedAsync(campaign);

        await _test.EachTrialIsAcceptedOnceAsync(campaign, Trials);
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_test.StorePath};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
