using ActorBench.Campaigns.Plans;
using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Persistence;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Microsoft.Data.Sqlite;

namespace ActorBench.Coordinator.Tests.Statistics;

public sealed class StatisticsActorSpecs
{
    private const string Text = """
        name: many
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        repetitions: 700
        """;

    private static readonly CampaignId Campaign = new("many-000000-1");
    private static readonly PairId Pair = new("h1", "h2");
    private static readonly CampaignPlan Plan = TestNode.Plan(Text);

    [Fact]
    public async Task Gaps_are_read_from_the_store_repeats_count_once_and_a_snapshot_shortens_the_way_back()
    {
        await using var test = new TestNode();
        await HasTableAsync(test, "journal");
        Begin(test, Campaign, Text, Plan.Hash);
        for (var trial = 1; trial <= 600; trial++) Append(test, PersistenceIds.Pair(Campaign, Pair), trial, Recorded(trial));
        Assert.Equal(600, (await test.StatusAsync(Campaign)).Accepted);

        for (var trial = 601; trial <= 605; trial++) Append(test, PersistenceIds.Pair(Campaign, Pair), trial, Recorded(trial));
        Tell(test, 605);
        await TestNode.UntilAsync(async () => (await test.StatusAsync(Campaign)).Accepted == 605, "the gap is read");
        Append(test, PersistenceIds.Pair(Campaign, Pair), 606, Recorded(606));
        await TestNode.UntilAsync(async () => (await test.StatusAsync(Campaign)).Accepted == 606, "what nobody told is read when it is asked for");
        Tell(test, 605);
        Tell(test, 3);
        var before = await test.StatusAsync(Campaign);
        Assert.Equal(606, before.Accepted);

        await TestNode.UntilAsync(() => Task.FromResult(Scalar(test, "SELECT COUNT(*) FROM snapshot WHERE persistence_id LIKE 'statistics-%'") > 0), "a snapshot is written");
        // What the snapshot holds is not read again: it still counts when the store has lost it.
        Run(test, "DELETE FROM journal WHERE persistence_id LIKE 'pair-%' AND sequence_number <= 400");
        await StopEntityAsync(test);
        var after = await test.StatusAsync(Campaign);

        Assert.Equal(before.Cells, after.Cells);
    }

    [Theory]
    [InlineData(Text, "another", "plans campaign many-000000-1 differently")]
    [InlineData("name: many\nrepetitons: 1\n", null, "many-000000-1:2:1: unknown key 'repetitons'")]
    public async Task A_campaign_of_another_build_is_refused_with_the_reason_and_hides_no_other_from_the_list(string text, string? hash, string reason)
    {
        await using var test = new TestNode();
        await HasTableAsync(test, "journal");
        var good = new CampaignId("good-000000-1");
        Begin(test, good, Text, Plan.Hash);
        Begin(test, Campaign, text, hash ?? Plan.Hash);
        for (var i = 0; i < 2; i++)
            Assert.Contains(reason, Assert.IsType<CampaignReplies.Refused>(await TestNode.AskAsync(test.Node.Entities.Statistics, new StatisticsQueries.GetStatus(Campaign))).Reason, StringComparison.Ordinal);

        var list = CampaignQueryCommands.Of(new LiveCampaigns(test.Node.Services)).Single(command => command.Name == "list");
        var lines = new List<string>();
        await foreach (var line in list.Run(CommandCall.Of("campaign", list, new Dictionary<string, string>(), json: false, CommandCaller.Owner), CancellationToken.None)) lines.Add(line);
        Assert.Contains(reason, lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^good-000000-1 +interrupted +0/700", lines[2]);
    }

    [Fact]
    public async Task A_look_of_the_stop_rule_that_was_missed_is_read_from_the_store()
    {
        await using var test = new TestNode();
        await HasTableAsync(test, "journal");
        var text = Text + "\nstop: { target: 1 %, min: 6, every: 1 }\n";
        var plan = TestNode.Plan(text);
        Begin(test, Campaign, text, plan.Hash);
        Assert.Equal(700, (await test.StatusAsync(Campaign)).Planned);
        for (var after = 6; after <= 7; after++) Append(test, PersistenceIds.Campaign(Campaign), after - 3, Looked(after));

        test.Node.Entities.Statistics.Tell(new StatisticsCommands.ShortenPlan(Campaign, 2, Looked(7)));
        await TestNode.UntilAsync(async () => await test.StatusAsync(Campaign) is { Planned: 6, Precision: [{ AfterRepetition: 7 }] }, "both looks count");

        static CampaignEvents.PrecisionLooked Looked(int after) => new(
            Campaign, after, [new ComparisonLook(Protocol.Tcp, Plan.Cells[0].SizeClass, 1, 3.0, 3.0, Met: after == 6)], false, DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task A_campaign_that_is_done_is_so_whatever_is_wrong_with_the_store_and_a_read_that_went_well_ends_what_a_read_found()
    {
        await using var test = new TestNode();
        await HasTableAsync(test, "journal");
        var (done, other) = (new CampaignId("done-000000-1"), new CampaignId("other-000000-1"));
        var one = Text.Replace("700", "1", StringComparison.Ordinal);
        Begin(test, done, one, TestNode.Plan(one).Hash);
        Append(test, PersistenceIds.Pair(done, Pair), 1, Recorded(1) with { Key = new AttemptKey(done, Pair, 1, 1, 1) });
        foreach (var campaign in (CampaignId[])[Campaign, other]) Begin(test, campaign, Text, Plan.Hash);
        Assert.Equal(CampaignState.Done, (await test.StatusAsync(done)).State);
        Assert.Equal(CampaignState.Running, (await test.StatusAsync(Campaign)).State);

        test.Node.Services.Health.Failed("statistics-x", new RecoveryTimedOutException(), NoLogger.Instance, reading: true);
        Assert.Equal(CampaignState.Paused, (await test.StatusAsync(Campaign)).State);
        Assert.Equal(CampaignState.Done, (await test.StatusAsync(done)).State);
        // Its statistics read the store.
        await test.StatusAsync(other);
        Assert.Equal(CampaignState.Running, (await test.StatusAsync(Campaign)).State);
    }

    [Fact]
    public void What_a_write_has_found_is_over_with_a_write_alone()
    {
        var health = new StoreHealth(StoreAddress.File("store.db"));
        health.Failed("statistics-x", new RecoveryTimedOutException(), NoLogger.Instance, reading: true);
        health.Failed("pair-x", new OpenCircuitException(), NoLogger.Instance);
        health.Read(NoLogger.Instance);
        Assert.NotNull(health.Fault);
        health.Failed("statistics-x", new RecoveryTimedOutException(), NoLogger.Instance, reading: true);
        health.Read(NoLogger.Instance);
        Assert.NotNull(health.Fault);
        health.Wrote(NoLogger.Instance);

        Assert.Null(health.Fault);
    }

    private static void Begin(TestNode test, CampaignId campaign, string text, string hash)
    {
        Append(test, PersistenceIds.Campaign(campaign), 1, new CampaignEvents.CampaignStarted(
            campaign, text, null, [], Planner.VersionOf(Plan.Spec), Plan.Spec.Seed, hash, new Dictionary<string, string>(), DateTimeOffset.UnixEpoch));
        Append(test, PersistenceIds.Campaign(campaign), 2, new CampaignEvents.BlockGranted(campaign, Pair, 1, DateTimeOffset.UnixEpoch));
    }

    private static async Task StopEntityAsync(TestNode test)
    {
        var selection = test.Node.System.ActorSelection($"/system/sharding/statistics/*/{Campaign}");
        var entity = await selection.ResolveOne(TestNode.Bound);
        Assert.True(await entity.GracefulStop(TestNode.Bound));
    }

    private static void Tell(TestNode test, int trial) =>
        test.Node.Entities.Statistics.Tell(new StatisticsCommands.Fold(Campaign, Pair, trial, Recorded(trial)));

    private static PairEvents.TrialRecorded Recorded(int number)
    {
        var cpu = new CpuTicks(1, 1, 0, 0, 0, 8);
        var socket = new SocketFacts("a", "b", false, 1, 1);
        var trial = Plan.Trial(number);
        return new PairEvents.TrialRecorded(
            new AttemptKey(Campaign, Pair, number, 1, 1),
            trial,
            new TrialResult(
                new InitiatorReport(
                    new ExchangeCounters(100 + number, 100 + number, 100 + number, 20_000_000), new LatencySummary(1, 2, 3, 4, [1]), 0, null, cpu, socket, DateTimeOffset.UnixEpoch, null),
                new ResponderReport(100 + number, 100 + number, 100 + number, null, cpu, socket, null),
                "shared",
                []),
            DateTimeOffset.UnixEpoch.AddSeconds(number));
    }

    private static Task HasTableAsync(TestNode test, string table)
    {
        // Any entity makes the plug-in make its tables.
        test.Node.Entities.Campaigns.Tell(new CampaignQueries.GetProgress(new CampaignId("nobody-000000-1")));
        return TestNode.UntilAsync(
            () => Task.FromResult(File.Exists(test.StorePath) && Scalar(test, $"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'") > 0), "the store has its tables");
    }

    private static void Append(TestNode test, string persistenceId, long number, object happened)
    {
        using var connection = Open(test);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (0, 0, '{persistenceId}', {number}, @message, '{JournalCodec.ManifestOf(happened)}', {JournalManifests.SerializerId}, 'w')
            """;
        command.Parameters.AddWithValue("@message", JournalCodec.Encode(happened));
        command.ExecuteNonQuery();
    }

    private static void Run(TestNode test, string sql)
    {
        using var connection = Open(test);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(TestNode test, string sql)
    {
        using var connection = Open(test);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(TestNode test)
    {
        var connection = new SqliteConnection($"Data Source={test.StorePath};Default Timeout=10");
        connection.Open();
        return connection;
    }
}
