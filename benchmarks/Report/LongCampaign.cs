using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using Microsoft.Data.Sqlite;

namespace ActorBench.ReportBenchmark;

/// <summary>A store with the matrix of the study of 2007 repeated until there are ten thousand trials; rates vary as made-up ones do.</summary>
internal static class LongCampaign
{
    private const string Text = """
        name: long
        platforms: [native, bridge, routed]
        protocols:
          tcp: { sizes: { small: 1 B .. 512 B x2, medium: 8 KiB .. 512 KiB x2, large: [1 MiB, 2 MiB, 5 MiB, 10 MiB, 20 MiB, 50 MiB] } }
          udp: { sizes: { small: 1 B .. 512 B x2, medium: [8 KiB, 16 KiB, 32 KiB] } }
        repetitions: 93
        """;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public static int Fill(string store)
    {
        var plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("long.yaml", null, Text), []));
        var campaign = new CampaignId($"long-{plan.ShortHash}-1");
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        Run(connection, """
            CREATE TABLE journal(
                ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BIGINT NOT NULL, deleted BIT NOT NULL,
                persistence_id NVARCHAR(255) NOT NULL, sequence_number BIGINT NOT NULL, message BLOB NOT NULL, manifest NVARCHAR(500) NULL,
                identifier INTEGER NULL, writer_uuid NVARCHAR(128) NULL, UNIQUE(persistence_id, sequence_number))
            """);
        using var transaction = connection.BeginTransaction();
        var pair = plan.Spec.Pairs[0];
        Append(connection, PersistenceIds.Campaign(campaign),
        [
            new CampaignEvents.CampaignStarted(campaign, Text, null, [], Planner.Version, plan.Spec.Seed, plan.Hash, Lab, Start),
            .. plan.Blocks.Select(block => new CampaignEvents.BlockGranted(campaign, pair, block.Number, Start)),
            new CampaignEvents.CampaignFinished(campaign, 0, Start.AddHours(9)),
        ]);
        var random = new Random(7);
        Append(connection, PersistenceIds.Pair(campaign, pair), plan.Blocks.SelectMany(block => block.Trials).Select(trial => Trial(campaign, trial, random)));
        transaction.Commit();
        return plan.TrialCount;
    }

    private static Dictionary<string, string> Lab => new()
    {
        ["kind"] = "netns",
        ["wire"] = "shaped",
        ["rate"] = "100 Mbit/s",
        ["burst"] = "3200",
        ["mtu"] = "1500",
        ["cpus"] = "shared",
    };

    private static PairEvents.TrialRecorded Trial(CampaignId campaign, TrialSpec spec, Random random)
    {
        var slower = spec.Cell.Platform switch { "native" => 1.0, "bridge" => 1.04, _ => 1.3 };
        var exchangeNs = (40_000 + (170.0 * spec.Cell.RequestBytes)) * slower * (1 + (0.03 * random.NextDouble()));
        var exchanges = Math.Max(1, (long)(1e9 / exchangeNs));
        var histogram = new byte[1500];
        random.NextBytes(histogram);
        var counters = new ExchangeCounters(exchanges, exchanges * spec.Cell.RequestBytes, exchanges * spec.Cell.ResponseBytes, (long)(exchanges * exchangeNs));
        var tcp = spec.Cell.Protocol == Protocol.Tcp ? new TcpFacts(0, 40, 9) : null;
        var latency = new LatencySummary((long)exchangeNs, (long)(exchangeNs * 1.2), (long)(exchangeNs * 2), (long)(exchangeNs * 9), histogram);
        var socket = new SocketFacts("10.0.0.1:40000", "10.0.0.2:5001", false, 16_384, 131_072);
        var at = Start.AddSeconds(3 * spec.Number);
        return new PairEvents.TrialRecorded(
            new AttemptKey(campaign, spec.Pair, spec.Number, 1, 1),
            spec,
            new TrialResult(
                new InitiatorReport(counters, latency, 100, tcp, new CpuTicks(30, 60, 1, 20, random.Next(3), 80), socket, at, 1),
                new ResponderReport(exchanges + 100, counters.BytesOut, counters.BytesIn, tcp, new CpuTicks(30, 60, 1, 20, 2, 80), socket, 1),
                "shared",
                []),
            at.AddSeconds(2));
    }

    private static void Append(SqliteConnection connection, string id, IEnumerable<object> events)
    {
        foreach (var (i, happened) in events.Index())
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
                VALUES (0, 0, @id, @number, @message, @manifest, @identifier, 'benchmark')
                """;
            command.Parameters.AddWithValue("@id", id);
            command.Parameters.AddWithValue("@number", i + 1);
            command.Parameters.AddWithValue("@message", JournalCodec.Encode(happened));
            command.Parameters.AddWithValue("@manifest", JournalCodec.ManifestOf(happened));
            command.Parameters.AddWithValue("@identifier", JournalManifests.SerializerId);
            command.ExecuteNonQuery();
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
