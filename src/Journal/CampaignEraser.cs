using System.Data.Common;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>Takes a campaign out of a store for good. The caller holds the <see cref="StoreLock"/>.</summary>
public static class CampaignEraser
{
    /// <returns>Events that are gone.</returns>
    /// <exception cref="DbException">The store can't be written; then nothing is gone.</exception>
    public static int Erase(StoreAddress store, CampaignId campaign)
    {
        using var connection = StoreConnections.ForWriting(store);
        connection.Open();
        int events;
        using (var all = connection.BeginTransaction())
        {
            events = Delete(connection, all, "journal", campaign);
            Delete(connection, all, "snapshot", campaign);
            all.Commit();
        }

        if (store is StoreAddress.SqliteFile) ShrinkFile(connection);
        return events;
    }

    private static int Delete(DbConnection connection, DbTransaction transaction, string table, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        var id = JournalSql.Id(connection);
        command.CommandText = $"DELETE FROM {table} WHERE {id} IN (@campaign, @statistics, @audit) OR ({JournalSql.OfPairs(connection)})";
        command.Transaction = transaction;
        command.WithPairsOf(campaign).With("@campaign", PersistenceIds.Campaign(campaign)).With("@statistics", PersistenceIds.Statistics(campaign)).With("@audit", PersistenceIds.Audit(PersistenceIds.Campaign(campaign)));
        return command.ExecuteNonQuery();
    }

    /// <summary>The pages are free, and the file as large as before. A PostgreSQL server sees to that itself.</summary>
    private static void ShrinkFile(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM";
        command.ExecuteNonQuery();
    }
}
