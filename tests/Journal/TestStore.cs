using System.Globalization;
using ActorBench.Journal;
using Microsoft.Data.Sqlite;

namespace ActorBench.Tests;

/// <summary>A store in a folder of its own, with the table that Akka.Persistence.Sql makes and the codec's messages in it.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly SqliteConnection _writer;

    public TestStore(bool withTable = true)
    {
        Folder = Directory.CreateTempSubdirectory("actorbench-journal-").FullName;
        Path = System.IO.Path.Combine(Folder, "store.db");
        _writer = new SqliteConnection($"Data Source={Path};Pooling=False");
        _writer.Open();
        Run("PRAGMA journal_mode=WAL");
        if (!withTable) return;
        Run("""
            CREATE TABLE journal(
                ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BIGINT NOT NULL, deleted BIT NOT NULL,
                persistence_id NVARCHAR(255) NOT NULL, sequence_number BIGINT NOT NULL, message BLOB NOT NULL, manifest NVARCHAR(500) NULL,
                identifier INTEGER NULL, writer_uuid NVARCHAR(128) NULL, UNIQUE(persistence_id, sequence_number))
            """);
    }

    public string Folder { get; }

    public string Path { get; }

    public StoreAddress Address => StoreAddress.File(Path);

    public void Run(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Append(string persistenceId, IEnumerable<object> events)
    {
        var number = 0L;
        foreach (var e in events) Append(persistenceId, ++number, JournalCodec.ManifestOf(e), JournalCodec.Encode(e));
    }

    public void Append(
        string persistenceId, long sequenceNr, string manifest, byte[] message, bool deleted = false, int identifier = JournalManifests.SerializerId)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (0, {(deleted ? 1 : 0)}, @id, {sequenceNr}, @message, @manifest, {identifier}, 'w')
            """);
        command.Parameters.AddWithValue("@id", persistenceId);
        command.Parameters.AddWithValue("@message", message);
        command.Parameters.AddWithValue("@manifest", manifest);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _writer.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
