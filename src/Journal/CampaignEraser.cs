using ActorBench.Messages.Plans;
using Microsoft.Data.Sqlite;

namespace ActorBench.Journal;

/// <summary>Takes a campaign out of a store for good. The caller holds the <see cref="StoreLock"/>.</summary>
public static class CampaignEraser
{
    // Ids of the campaign itself, and the range of its pairs': '0' follows '/' in ASCII.
    private const string Mine = "(persistence_id IN (@campaign, @statistics) OR (persistence_id > @first AND persistence_id < @after))";

    /// <returns>Events that are gone.</returns>
    /// <exception cref="SqliteException">The store can't be written; then nothing is gone.</exception>
    public static int Erase(string storePath, CampaignId campaign)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = storePath, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 5 };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        int events;
        using (var all = connection.BeginTransaction())
        {
            events = Run(connection, all, $"DELETE FROM journal WHERE {Mine}", campaign);
            Run(connection, all, $"DELETE FROM snapshot WHERE {Mine}", campaign);
            all.Commit();
        }

        // The pages are free now, and the file as large as before.
        Run(connection, null, "VACUUM", campaign);
        return events;
    }

    private static int Run(SqliteConnection connection, SqliteTransaction? transaction, string sql, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        var pairs = PersistenceIds.PairPrefix + campaign.Value;
        command.Parameters.AddWithValue("@campaign", PersistenceIds.Campaign(campaign));
        command.Parameters.AddWithValue("@statistics", PersistenceIds.Statistics(campaign));
        command.Parameters.AddWithValue("@first", pairs + "/");
        command.Parameters.AddWithValue("@after", pairs + "0");
        return command.ExecuteNonQuery();
    }
}
