using System.Data.Common;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Npgsql;

namespace ActorBench.Journal;

/// <summary>The queries on the journal table of Akka.Persistence.Sql.</summary>
/// <remarks>A deleted event stays in the table as a tombstone while it is the last of its id; it is never read.</remarks>
internal static class JournalSql
{
    private const string SqliteHasTable = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
    private const string PostgresHasTable = "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'journal'";

    private const string Columns = "sequence_number, identifier, manifest, message";

    public static bool HasTable(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? PostgresHasTable : SqliteHasTable;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    /// <returns>Persistence ids of hosts, by name.</returns>
    public static IReadOnlyList<string> ReadHostIds(DbConnection connection)
    {
        var id = Id(connection);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT persistence_id FROM journal WHERE {id} > 'host-' AND {id} < 'host.' AND deleted = @deleted ORDER BY persistence_id";
        command.With("@deleted", false);
        return Texts(command);
    }

    /// <returns>Persistence ids of campaigns; the one started last comes first.</returns>
    public static IReadOnlyList<string> ReadCampaignIds(DbConnection connection)
    {
        // A range instead of LIKE: it uses the unique index on (persistence_id, sequence_number). '.' follows '-' in ASCII.
        var id = Id(connection);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT persistence_id FROM journal WHERE {id} > 'campaign-' AND {id} < 'campaign.' AND deleted = @deleted "
            + "GROUP BY persistence_id ORDER BY MIN(ordering) DESC";
        command.With("@deleted", false);
        return Texts(command);
    }

    /// <returns>What has ended a campaign or opened it again, in order: its persistence id and the event's manifest.</returns>
    public static IEnumerable<(string Id, string Manifest)> ReadCampaignEnds(DbConnection connection)
    {
        Type[] ends = [typeof(CampaignEvents.CampaignFinished), typeof(CampaignEvents.CampaignCancelled), typeof(CampaignEvents.CampaignRetried)];
        var manifests = JournalManifests.All.Where(one => ends.Contains(one.Value)).Select(one => $"'{one.Key}'");
        var id = Id(connection);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT persistence_id, manifest FROM journal WHERE {id} > 'campaign-' AND {id} < 'campaign.' AND deleted = @deleted "
            + $"AND manifest IN ({string.Join(", ", manifests)}) ORDER BY persistence_id, sequence_number";
        command.With("@deleted", false);
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return (rows.GetString(0), rows.GetString(1));
    }

    public static IReadOnlyList<string> ReadPairIds(DbConnection connection, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT persistence_id FROM journal WHERE {OfPairs(connection)} AND deleted = @deleted ORDER BY persistence_id";
        command.WithPairsOf(campaign).With("@deleted", false);
        return Texts(command);
    }

    public static IEnumerable<StoredRow> ReadEvents(DbConnection connection, string persistenceId, long fromSequenceNr)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM journal WHERE {Id(connection)} = @id AND sequence_number >= @from AND deleted = @deleted ORDER BY sequence_number";
        command.With("@id", persistenceId).With("@from", fromSequenceNr).With("@deleted", false);
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return Row(rows);
    }

    /// <summary>Those of one kind among an entity's events, in order: most of what a host has stored are leases.</summary>
    public static IEnumerable<StoredRow> ReadEvents(DbConnection connection, string persistenceId, Type kind)
    {
        var manifests = JournalManifests.All.Where(one => one.Value == kind).Select(one => $"'{one.Key}'");
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM journal WHERE {Id(connection)} = @id AND deleted = @deleted AND manifest IN ({string.Join(", ", manifests)}) ORDER BY sequence_number";
        command.With("@id", persistenceId).With("@deleted", false);
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return Row(rows);
    }

    /// <summary>The events of many entities, each from behind a mark on: one round trip to a server, one look into the index each.</summary>
    public static IEnumerable<(string Id, StoredRow Row)> ReadEvents(DbConnection connection, IReadOnlyList<(string Id, long After)> entities)
    {
        if (connection is not NpgsqlConnection)
        {
            foreach (var (id, after) in entities)
            {
                foreach (var row in ReadEvents(connection, id, after + 1)) yield return (id, row);
            }

            yield break;
        }

        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT e.sequence_number, e.identifier, e.manifest, e.message, want.id FROM unnest(@ids, @after) WITH ORDINALITY AS want (id, after, place)
            CROSS JOIN LATERAL (SELECT sequence_number, identifier, manifest, message FROM journal
                WHERE persistence_id COLLATE "C" = want.id COLLATE "C" AND sequence_number > want.after AND deleted = false ORDER BY sequence_number) AS e
            ORDER BY want.place, e.sequence_number
            """;
        command.With("@ids", entities.Select(one => one.Id).ToArray()).With("@after", entities.Select(one => one.After).ToArray());
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return (rows.GetString(4), Row(rows));
    }

    /// <summary>Ids are compared byte by byte, whatever language a database sorts in; the index is of the same order.</summary>
    public static string Id(DbConnection connection) => connection is NpgsqlConnection ? "persistence_id COLLATE \"C\"" : "persistence_id";

    /// <summary>A condition for the pairs of one campaign; see <see cref="WithPairsOf"/>.</summary>
    public static string OfPairs(DbConnection connection) => $"{Id(connection)} > @first AND {Id(connection)} < @after";

    public static DbCommand WithPairsOf(this DbCommand command, CampaignId campaign)
    {
        // '0' follows '/' in ASCII.
        var prefix = PersistenceIds.PairPrefix + campaign.Value;
        return command.With("@first", prefix + "/").With("@after", prefix + "0");
    }

    public static DbCommand With(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return command;
    }

    private static StoredRow Row(DbDataReader rows) =>
        new(rows.GetInt64(0), rows.GetInt32(1), rows.IsDBNull(2) ? "" : rows.GetString(2), rows.GetFieldValue<byte[]>(3));

    private static List<string> Texts(DbCommand command)
    {
        using var rows = command.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read()) texts.Add(rows.GetString(0));
        return texts;
    }
}

/// <param name="Identifier">The serializer that wrote <paramref name="Message"/>.</param>
internal readonly record struct StoredRow(long SequenceNr, int Identifier, string Manifest, byte[] Message);
