using System.Data.Common;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>The queries on the journal table of Akka.Persistence.Sql, in SQL that SQLite and PostgreSQL both read.</summary>
/// <remarks>A deleted event stays in the table as a tombstone while it is the last of its id; it is never read.</remarks>
internal static class JournalSql
{
    /// <summary>Only this one differs by database: PostgreSQL keeps its catalogue elsewhere.</summary>
    private const string SqliteHasTable = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'";

    // A range instead of LIKE: it uses the unique index on (persistence_id, sequence_number). '.' follows '-' in ASCII.
    private const string CampaignIds =
        "SELECT persistence_id FROM journal WHERE persistence_id > 'campaign-' AND persistence_id < 'campaign.' AND deleted = @deleted "
        + "GROUP BY persistence_id ORDER BY MIN(ordering) DESC";

    // '0' follows '/' in ASCII.
    private const string PairIds =
        "SELECT DISTINCT persistence_id FROM journal WHERE persistence_id > @first AND persistence_id < @after AND deleted = @deleted ORDER BY persistence_id";

    private const string Events =
        "SELECT sequence_number, identifier, manifest, message FROM journal "
        + "WHERE persistence_id = @id AND sequence_number >= @from AND deleted = @deleted ORDER BY sequence_number";

    public static bool HasTable(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SqliteHasTable;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    /// <returns>Persistence ids of campaigns; the one started last comes first.</returns>
    public static IReadOnlyList<string> ReadCampaignIds(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = CampaignIds;
        command.With("@deleted", false);
        using var rows = command.ExecuteReader();
        var ids = new List<string>();
        while (rows.Read()) ids.Add(rows.GetString(0));
        return ids;
    }

    public static IReadOnlyList<string> ReadPairIds(DbConnection connection, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PairIds;
        var prefix = PersistenceIds.PairPrefix + campaign.Value;
        command.With("@first", prefix + "/").With("@after", prefix + "0").With("@deleted", false);
        using var rows = command.ExecuteReader();
        var ids = new List<string>();
        while (rows.Read()) ids.Add(rows.GetString(0));
        return ids;
    }

    public static IEnumerable<StoredRow> ReadEvents(DbConnection connection, string persistenceId, long fromSequenceNr)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Events;
        command.With("@id", persistenceId).With("@from", fromSequenceNr).With("@deleted", false);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            yield return new StoredRow(rows.GetInt64(0), rows.GetInt32(1), rows.IsDBNull(2) ? "" : rows.GetString(2), rows.GetFieldValue<byte[]>(3));
        }
    }

    private static DbCommand With(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return command;
    }
}

/// <param name="Identifier">The serializer that wrote <paramref name="Message"/>.</param>
internal readonly record struct StoredRow(long SequenceNr, int Identifier, string Manifest, byte[] Message);
