using System.Data.Common;
using System.Globalization;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Npgsql;
using NpgsqlTypes;

namespace ActorBench.Journal.Transfer;

/// <summary>Takes a file of <see cref="CampaignExport"/> into a store: all of it, or nothing. The caller holds the <see cref="StoreLock"/>.</summary>
public static class CampaignImport
{
    private const string Columns = "created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid";

    /// <param name="name">Of the file, for what is said of it.</param>
    /// <returns>The campaign and its events.</returns>
    /// <exception cref="EventFileException">The file is damaged, incomplete, newer than this build, or the store has the campaign.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public static (CampaignId Campaign, long Events) Read(StoreAddress store, TextReader file, string name)
    {
        var header = EventFile.ReadHeader(file.ReadLine(), $"{name}:1");
        var campaign = new CampaignId(header.Campaign);
        StoreSchema.Ensure(store);
        try
        {
            using var connection = StoreConnections.ForWriting(store);
            connection.Open();
            using var all = connection.BeginTransaction();
            if (Has(connection, all, campaign)) throw new EventFileException($"{name}:1", $"campaign {campaign} is in the store {store} already");
            var rows = Checked(file, name, header, campaign);
            if (connection is NpgsqlConnection postgres) Copy(postgres, rows);
            else Insert(connection, all, rows);
            all.Commit();
            return (campaign, header.Rows);
        }
        catch (DbException e)
        {
            if (StoreFault.IsSecondWriter(e)) throw new EventFileException($"{name}:1", $"campaign {campaign} is in the store {store} already");
            throw StoreFault.Of(e) is { } fault ? new StoreFaultException(store, fault, e) : new StoreCorruptException(store, e.Message.TrimEnd('.'), e);
        }
    }

    private static bool Has(DbConnection connection, DbTransaction transaction, CampaignId campaign)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ($"SELECT COUNT(*) FROM journal WHERE {CampaignExport.Mine(connection)}", transaction);
        command.WithCampaign(campaign);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

    private static IEnumerable<EventFileRow> Checked(TextReader file, string name, EventFileHeader header, CampaignId campaign)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var number = 1L; number <= header.Rows; number++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}:{number + 1}");
            var line = file.ReadLine() ?? throw new EventFileException(place, $"the file ends here, {header.Rows - number + 1} lines too early");
            var row = EventFile.ReadRow(line, place);
            if (CampaignOf(row, place) != campaign) throw new EventFileException(place, $"an event of {row.Id} does not belong to campaign {campaign}");
            var expected = last.GetValueOrDefault(row.Id) + 1;
            if (row.Nr != expected) throw new EventFileException(place, $"event {row.Nr} of {row.Id} stands where event {expected} should");
            if (number == 1 && (row.Id != PersistenceIds.Campaign(campaign) || JournalCodec.Decode(row.Manifest, row.Message) is not CampaignEvents.CampaignStarted))
                throw new EventFileException(place, "the campaign's start is missing");
            last[row.Id] = row.Nr;
            yield return row;
        }

        if (file.ReadLine() is { Length: > 0 }) throw new EventFileException(string.Create(CultureInfo.InvariantCulture, $"{name}:{header.Rows + 2}"), "the file goes on beyond what its first line says");
    }

    private static CampaignId? CampaignOf(EventFileRow row, string place)
    {
        try
        {
            return row.CampaignOf();
        }
        catch (FormatException e)
        {
            throw new EventFileException(place, e.Message.TrimEnd('.'));
        }
    }

    private static void Insert(DbConnection connection, DbTransaction transaction, IEnumerable<EventFileRow> rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO journal ({Columns}) VALUES (@created, @deleted, @id, @nr, @message, @manifest, @identifier, @writer)";
        command.Transaction = transaction;
        foreach (var parameter in (string[])["@created", "@deleted", "@id", "@nr", "@message", "@manifest", "@identifier", "@writer"]) command.With(parameter, DBNull.Value);
        foreach (var row in rows)
        {
            object[] values = [row.Created, false, row.Id, row.Nr, row.Message, row.Manifest, JournalManifests.SerializerId, row.Writer ?? (object)DBNull.Value];
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            command.ExecuteNonQuery();
        }
    }

    /// <summary>One stream instead of a round trip an event.</summary>
    private static void Copy(NpgsqlConnection connection, IEnumerable<EventFileRow> rows)
    {
        using var copy = connection.BeginBinaryImport($"COPY journal ({Columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(row.Created, NpgsqlDbType.Bigint);
            copy.Write(false, NpgsqlDbType.Boolean);
            copy.Write(row.Id, NpgsqlDbType.Varchar);
            copy.Write(row.Nr, NpgsqlDbType.Bigint);
            copy.Write(row.Message, NpgsqlDbType.Bytea);
            copy.Write(row.Manifest, NpgsqlDbType.Varchar);
            copy.Write(JournalManifests.SerializerId, NpgsqlDbType.Integer);
            if (row.Writer is { } writer) copy.Write(writer, NpgsqlDbType.Varchar);
            else copy.WriteNull();
        }

        copy.Complete();
    }
}
