using ActorBench.CoordinatorBenchmark.Pairs;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Reports;
using Microsoft.Data.Sqlite;
using static ActorBench.Messages.Campaigns.CampaignEvents;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>Writes what a long campaign would have left in its store, through the journal's own codec.</summary>
internal static class FilledStore
{
    /// <summary>Settles all of the store's newest campaign but its last repetition, whatever was there of it.</summary>
    /// <returns>Accepted trials.</returns>
    public static int Fill(string store)
    {
        var started = ReadStarted(store);
        var plan = StoredCampaign.PlanOf(started);
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var journal = new Rows(connection, started);
        var trials = 0;
        foreach (var round in plan.Blocks.Where(block => block.Repetition < plan.Spec.Repetitions).GroupBy(block => block.Round).Select(blocks => blocks.ToList()))
        {
            foreach (var block in round)
            {
                journal.OfCampaign(new BlockGranted(started.Campaign, block.Pair, block.Number, started.At));
                journal.OfPair(new PairEvents.BlockStarted(started.Campaign, block.Pair, block.Number, 1, 1, started.At));
            }

            // Pairs at work at once write in turns.
            for (var place = 0; place < plan.TrialsPerBlock; place++)
            {
                foreach (var block in round) journal.OfPair(Accepted(started, plan.Spec.Trial, block.Trials[place]));
            }

            foreach (var block in round) journal.OfCampaign(new BlockCompleted(started.Campaign, block.Pair, block.Number, 0, started.At));
            trials += round.Count * plan.TrialsPerBlock;
        }

        transaction.Commit();
        return trials;
    }

    private static PairEvents.TrialRecorded Accepted(CampaignStarted started, TrialSettings settings, TrialSpec trial) =>
        new(
            new AttemptKey(started.Campaign, trial.Pair, trial.Number, 1, 1),
            trial,
            new TrialResult(SimulatedTrial.Initiator(trial, settings), SimulatedTrial.Responder(trial), "apart", []),
            started.At.AddSeconds(trial.Number));

    private static CampaignStarted ReadStarted(string store)
    {
        using var reader = StoreReader.Open(StoreAddress.File(store));
        return reader.Started(reader.Campaigns()[0])!;
    }

    /// <summary>The journals of a campaign and of its pairs, empty but for the campaign's start.</summary>
    private sealed class Rows
    {
        private readonly Dictionary<string, long> _last = [];
        private readonly SqliteCommand _insert;
        private readonly string _campaign;

        public Rows(SqliteConnection connection, CampaignStarted started)
        {
            _campaign = PersistenceIds.Campaign(started.Campaign);
            _last[_campaign] = 1;
            using var clear = connection.CreateCommand();
            // '0' follows '/' in ASCII.
            clear.CommandText = """
                DELETE FROM journal WHERE (persistence_id = @campaign AND sequence_number > 1) OR (persistence_id > @pairs || '/' AND persistence_id < @pairs || '0');
                DELETE FROM snapshot
                """;
            clear.Parameters.AddWithValue("@campaign", _campaign);
            clear.Parameters.AddWithValue("@pairs", PersistenceIds.PairPrefix + started.Campaign.Value);
            clear.ExecuteNonQuery();
            _insert = connection.CreateCommand();
            _insert.CommandText = """
                INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
                VALUES (0, 0, @id, @number, @message, @manifest, @identifier, 'benchmark')
                """;
        }

        public void OfCampaign(object happened) => Add(_campaign, happened);

        public void OfPair(IPairEvent happened) => Add(PersistenceIds.Pair(happened.Campaign, happened.Pair), happened);

        private void Add(string id, object happened)
        {
            var number = _last[id] = _last.GetValueOrDefault(id) + 1;
            _insert.Parameters.Clear();
            _insert.Parameters.AddWithValue("@id", id);
            _insert.Parameters.AddWithValue("@number", number);
            _insert.Parameters.AddWithValue("@message", JournalCodec.Encode(happened));
            _insert.Parameters.AddWithValue("@manifest", JournalCodec.ManifestOf(happened));
            _insert.Parameters.AddWithValue("@identifier", JournalManifests.SerializerId);
            _insert.ExecuteNonQuery();
        }
    }
}
