using System.Data.Common;
using System.Text;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal.Transfer;

/// <summary>Writes a campaign's journal out, whole and as it is stored.</summary>
public static class CampaignExport
{
    /// <summary>Strict: bytes that are no text were not written by this program.</summary>
    private static readonly UTF8Encoding Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Events written.</returns>
    /// <exception cref="StoreException">The store can't be read, or an event in it is damaged.</exception>
    public static long Write(StoreAddress store, CampaignId campaign, TextWriter output)
    {
        try
        {
            using var connection = StoreConnections.ForReading(store);
            connection.Open();
            using var moment = StoreConnections.Moment(connection);
            var rows = Count(connection, campaign);
            output.Write(EventFile.Line(new EventFileHeader(EventFile.Format, EventFile.Version, campaign.Value, rows)) + "\n");
            foreach (var row in Rows(connection, campaign, store)) output.Write(EventFile.Line(row) + "\n");
            return rows;
        }
        catch (DbException e)
        {
            throw StoreFault.Of(e) is { } fault ? new StoreFaultException(store, fault, e) : new StoreCorruptException(store, e.Message.TrimEnd('.'), e);
        }
    }

    private static long Count(DbConnection connection, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM journal WHERE {Mine(connection)}";
        command.WithCampaign(campaign);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<EventFileRow> Rows(DbConnection connection, CampaignId campaign, StoreAddress store)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT persistence_id, sequence_number, manifest, created, writer_uuid, message, identifier FROM journal WHERE {Mine(connection)} ORDER BY ordering";
        command.WithCampaign(campaign);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (id, nr, manifest) = (rows.GetString(0), rows.GetInt64(1), rows.IsDBNull(2) ? "" : rows.GetString(2));
            var message = rows.GetFieldValue<byte[]>(5);
            yield return new EventFileRow(id, nr, manifest, rows.GetInt64(3), rows.IsDBNull(4) ? null : rows.GetString(4), Payload(manifest, message, rows.GetInt32(6), $"event {nr} of {id}", store));
        }
    }

    private static string Payload(string manifest, byte[] message, int serializer, string place, StoreAddress store)
    {
        try
        {
            if (serializer != JournalManifests.SerializerId) throw new StoreCorruptException(store, $"{place} was written by serializer {serializer}, not by ActorBench");
            PayloadSeal.Open(manifest, message);
            return Text.GetString(message);
        }
        catch (Exception e) when (e is CorruptEventException or ArgumentException)
        {
            throw new StoreCorruptException(store, $"{place} ('{manifest}') is damaged; 'actorbench verify' tells of all that is", e);
        }
    }

    internal static string Mine(DbConnection connection) => $"({JournalSql.Id(connection)} = @campaign OR ({JournalSql.OfPairs(connection)})) AND deleted = @deleted";

    internal static void WithCampaign(this DbCommand command, CampaignId campaign) =>
        command.WithPairsOf(campaign).With("@campaign", PersistenceIds.Campaign(campaign)).With("@deleted", false);
}
