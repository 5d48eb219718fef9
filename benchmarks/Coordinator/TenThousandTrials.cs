using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports;
using Microsoft.Data.Sqlite;
using static ActorBench.Messages.Campaigns.CampaignEvents;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>Fills a store with the trials that a long campaign would have left, as copies of its own first one.</summary>
internal static class TenThousandTrials
{
    /// <summary>100 cells × 101 repetitions; the last block is left to run.</summary>
    public const string Campaign = """
        name: scale
        lab: { kind: netns, rate: none }
        platforms: [native]
        protocols: { tcp: { sizes: 1 B .. 100 B +1 B } }
        trial: { duration: 500 ms, warmup: 10 ms }
        repetitions: 101
        """;

    public static int Fill(string store)
    {
        var (plan, started, model) = ReadModel(store);
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var pair = plan.Spec.Pairs[0];
        var campaignId = PersistenceIds.Campaign(started.Campaign);
        var pairId = PersistenceIds.Pair(started.Campaign, pair);
        Execute(connection, $"DELETE FROM journal WHERE persistence_id = '{pairId}' OR (persistence_id = '{campaignId}' AND sequence_number > 1)");
        var (campaignNr, pairNr, trials) = (1L, 0L, 0);
        foreach (var block in plan.Blocks.SkipLast(1))
        {
            Insert(connection, campaignId, ++campaignNr, new BlockGranted(started.Campaign, pair, block.Number, started.At));
            Insert(connection, pairId, ++pairNr, new PairEvents.BlockStarted(started.Campaign, pair, block.Number, 1, 1, started.At));
            foreach (var trial in block.Trials)
            {
                Insert(connection, pairId, ++pairNr, Copy(model, trial));
                trials++;
            }

            Insert(connection, campaignId, ++campaignNr, new BlockCompleted(started.Campaign, pair, block.Number, 0, started.At));
        }

        transaction.Commit();
        return trials;
    }

    private static (CampaignPlan Plan, CampaignStarted Started, PairEvents.TrialRecorded Model) ReadModel(string store)
    {
        using var reader = StoreReader.Open(StoreAddress.File(store));
        var record = reader.Read(reader.Campaigns()[0], TrialDetail.Whole)!;
        return (StoredCampaign.PlanOf(record.Started), record.Started, record.TrialEvents.OfType<PairEvents.TrialRecorded>().First());
    }

    private static PairEvents.TrialRecorded Copy(PairEvents.TrialRecorded model, TrialSpec trial)
    {
        var counters = model.Result.Initiator.Counters;
        return model with
        {
            Key = model.Key with { Trial = trial.Number },
            Spec = trial,
            Result = model.Result with
            {
                Initiator = model.Result.Initiator with
                {
                    Counters = counters with
                    {
                        BytesOut = counters.Exchanges * trial.Cell.RequestBytes,
                        BytesIn = counters.Exchanges * trial.Cell.ResponseBytes,
                    },
                },
            },
        };
    }

    private static void Insert(SqliteConnection connection, string id, long number, object happened)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (0, 0, @id, @number, @message, @manifest, @identifier, 'benchmark')
            """;
        command.Parameters.AddWithValue("@id", id);
        command.Parameters.AddWithValue("@number", number);
        command.Parameters.AddWithValue("@message", JournalCodec.Encode(happened));
        command.Parameters.AddWithValue("@manifest", JournalCodec.ManifestOf(happened));
        command.Parameters.AddWithValue("@identifier", JournalManifests.SerializerId);
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
