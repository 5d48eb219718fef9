using ActorBench.Journal;
using Npgsql;

namespace ActorBench.Coordinator.Nodes;

/// <summary>A row in the store for as long as a coordinator runs. One that is there at the start says that the last run under this address did not end in order.</summary>
/// <remarks>
/// A member that comes back within a second under the same address can end with connections that work one way only, which others answer by downing it
/// and more. So it waits. One with a store of its own has nobody to be confused with.
/// </remarks>
internal sealed class RunMark(StoreAddress store, string address)
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <returns>True when the last run did not end in order.</returns>
    public async Task<bool> SetAsync()
    {
        if (store is not StoreAddress.PostgresDatabase database) return false;
        return await RunAsync(
            database,
            "INSERT INTO actorbench_running (address, since) VALUES ($1, now()) ON CONFLICT (address) DO UPDATE SET since = now() RETURNING xmax::text <> '0'",
            address).ConfigureAwait(false) is true;
    }

    public async Task ClearAsync()
    {
        if (store is StoreAddress.PostgresDatabase database) await RunAsync(database, "DELETE FROM actorbench_running WHERE address = $1", address).ConfigureAwait(false);
    }

    private static async Task<object?> RunAsync(StoreAddress.PostgresDatabase database, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(StoreConnections.PostgresString(database, "actorbench start", pooling: false));
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync().ConfigureAwait(false);
    }
}
