using System.Data.Common;
using Npgsql;

namespace ActorBench.Journal;

/// <summary>The tables of a store, made before anybody writes: those of Akka.Persistence.Sql as it expects them, and in PostgreSQL those by which processes know of each other.</summary>
public static class StoreSchema
{
    // Coordinators that start together wait for each other: CREATE TABLE IF NOT EXISTS alone fails for all but one of them.
    private const string PostgresTurn = "SELECT pg_advisory_xact_lock(4162, 2)";

    // Bytes are ordered as bytes, so that a range of ids is one in the index, whatever language the database sorts in.
    private const string Postgres = """
        CREATE TABLE IF NOT EXISTS journal (
            ordering BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL, created BIGINT NOT NULL, deleted BOOLEAN NOT NULL,
            persistence_id VARCHAR(255) COLLATE "C" NOT NULL, sequence_number BIGINT NOT NULL, message BYTEA NOT NULL, manifest VARCHAR(500) NULL,
            identifier INT NULL, writer_uuid VARCHAR(128) NULL, CONSTRAINT "PK_journal" PRIMARY KEY (ordering),
            CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id BIGINT NOT NULL, tag VARCHAR(64) NOT NULL, sequence_nr BIGINT NOT NULL, persistence_id VARCHAR(255) COLLATE "C" NOT NULL,
            CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id VARCHAR(255) COLLATE "C" NOT NULL, sequence_number BIGINT NOT NULL, created BIGINT NOT NULL, snapshot BYTEA NULL,
            manifest VARCHAR(500) NULL, serializer_id INT NULL, CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS actorbench_lease (name TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, ends TIMESTAMPTZ NOT NULL);
        CREATE TABLE IF NOT EXISTS actorbench_running (address TEXT NOT NULL PRIMARY KEY, since TIMESTAMPTZ NOT NULL);
        CREATE TABLE IF NOT EXISTS store_holder (one BOOLEAN NOT NULL PRIMARY KEY CHECK (one), backend INT NOT NULL, holder TEXT NOT NULL);
        """;

    private const string Sqlite = """
        PRAGMA journal_mode=WAL;
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BIGINT NOT NULL, deleted BIT NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL, sequence_number BIGINT NOT NULL, message VARBINARY NOT NULL, manifest NVARCHAR(500) NULL,
            identifier INTEGER NULL, writer_uuid NVARCHAR(128) NULL, CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id BIGINT NOT NULL, tag NVARCHAR(64) NOT NULL, sequence_nr BIGINT NOT NULL, persistence_id NVARCHAR(255) NOT NULL,
            CONSTRAINT PK_tags PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVARCHAR(255) NOT NULL, sequence_number BIGINT NOT NULL, created BIGINT NOT NULL, snapshot VARBINARY NULL,
            manifest NVARCHAR(500) NULL, serializer_id INTEGER NULL, CONSTRAINT PK_snapshot PRIMARY KEY (persistence_id, sequence_number));
        """;

    /// <summary>Makes what is missing and changes nothing that is there. Several processes may do so at once.</summary>
    /// <exception cref="StoreException">The store can't be reached or written.</exception>
    public static void Ensure(StoreAddress store)
    {
        if (store is StoreAddress.SqliteFile file) StoreFolder.Make(file.Path);
        try
        {
            using var connection = StoreConnections.ForWriting(store);
            connection.Open();
            Ensure(connection);
        }
        catch (DbException e) when (StoreFault.Of(e) is { } fault)
        {
            throw new StoreFaultException(store, fault, e);
        }
        catch (DbException e)
        {
            throw new StoreCorruptException(store, $"it is damaged or no store of ActorBench ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static void Ensure(DbConnection connection)
    {
        if (connection is not NpgsqlConnection)
        {
            Run(connection, null, Sqlite);
            return;
        }

        using var together = connection.BeginTransaction();
        Run(connection, together, PostgresTurn);
        Run(connection, together, Postgres);
        together.Commit();
    }

    private static void Run(DbConnection connection, DbTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
