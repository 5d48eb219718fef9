using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using Akka.Actor;
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
        Append(test, PersistenceIds.Campaign(Campaign), 1, new CampaignEvents.CampaignStarted(
            Campaign, Text, null, [], Planner.VersionOf(Plan.Spec), Plan.Spec.Seed, Plan.Hash, new Dictionary<string, string>(), DateTimeOffset.UnixEpoch));
        Append(test, PersistenceIds.Campaign(Campaign), 2, new CampaignEvents.BlockGranted(Campaign, Pair, 1, DateTimeOffset.UnixEpoch));
        for (var trial = 1; trial <= 600; trial++) Append(test, PersistenceIds.Pair(Campaign, Pair), trial, Recorded(trial));
        Assert.Equal(600, (await test.StatusAsync(Campaign)).Accepted);

        for (var trial = 601; trial <= 605; trial++) Append(test, PersistenceIds.Pair(Campaign, Pair), trial, Recorded(trial));
        Tell(test, 605);
        await TestNode.UntilAsync(async () => (await test.StatusAsync(Campaign)).Accepted == 605, "the gap is read");
        Tell(test, 605);
        Tell(test, 3);
        var before = await test.StatusAsync(Campaign);
        Assert.Equal(605, before.Accepted);

        await TestNode.UntilAsync(() => Task.FromResult(Scalar(test, "SELECT COUNT(*) FROM snapshot WHERE persistence_id LIKE 'statistics-%'") > 0), "a snapshot is written");
        // What the snapshot holds is not read again: it still counts when the store has lost it.
        Run(test, "DELETE FROM journal WHERE persistence_id LIKE 'pair-%' AND sequence_number <= 400");
        await StopEntityAsync(test);
        var after = await test.StatusAsync(Campaign);

        Assert.Equal(before.Cells, after.Cells);
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
