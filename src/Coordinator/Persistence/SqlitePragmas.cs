using System.Data.Common;
using System.Runtime.CompilerServices;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Makes each commit durable: WAL sticks to the file, <c>synchronous</c> is a matter of every connection.</summary>
/// <remarks>
/// SQLite knows no asynchronous calls. Were the journal's stream to wait for a write itself, it could not gather what others want written
/// meanwhile, and each event would be a commit of its own; so the write goes on elsewhere from here.
/// </remarks>
internal sealed class SqlitePragmas : ConnectionInterceptor
{
    private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;";

    private static readonly DiskThreads Disk = new(count: 4);

    /// <summary>Handles that have their settings: a pool gives them out again as they are.</summary>
    private static readonly ConditionalWeakTable<object, object> Ready = [];

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Prepare((SqliteConnection)connection);

    public override async Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        await Disk;
        Prepare((SqliteConnection)connection);
    }

    private static void Prepare(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (Ready.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
        Ready.AddOrUpdate(handle, handle);
    }
}
