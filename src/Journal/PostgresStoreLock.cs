using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ActorBench.Journal;

/// <summary>The right to write a database: an advisory lock of one session, which the server gives back when the session ends.</summary>
internal sealed class PostgresStoreLock : StoreLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TryEvery = TimeSpan.FromMilliseconds(500);

    // Two parts of a key, as pg_locks shows them.
    private const string Key = "4162, 1";
    private const string HolderSql = """
        SELECT h.holder, a.application_name, l.mode FROM pg_locks l
        LEFT JOIN store_holder h ON h.backend = l.pid
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.classid = 4162 AND l.objid = 1 AND l.objsubid = 2 AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        ORDER BY a.backend_start LIMIT 1
        """;

    private const string GroupClass = "4163";
    private const string OtherGroupsSql = $"""
        SELECT count(*) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = {GroupClass} AND objid::bigint <> @group AND objsubid = 2 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private const string SaySql = """
        INSERT INTO store_holder (one, backend, holder) VALUES (true, pg_backend_pid(), @holder)
        ON CONFLICT (one) DO UPDATE SET backend = excluded.backend, holder = excluded.holder
        """;

    private readonly StoreAddress.PostgresDatabase _store;
    private readonly StoreHolder _me;
    private readonly string? _group;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<StoreHolder> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watch;

    private PostgresStoreLock(StoreAddress.PostgresDatabase store, StoreHolder me, string? group, NpgsqlConnection session)
    {
        (_store, _me, _group) = (store, me, group);
        _watch = Task.Run(() => WatchAsync(session));
    }

    public override Task<StoreHolder> Lost => _lost.Task;

    /// <param name="group">Null to be alone; empty to share with any; else with those of the same one.</param>
    public static PostgresStoreLock Acquire(StoreAddress.PostgresDatabase store, StoreHolder me, string? group)
    {
        StoreSchema.Ensure(store);
        try
        {
            return TakeAsync(store, me, group, CancellationToken.None).GetAwaiter().GetResult() is { } session
                ? new PostgresStoreLock(store, me, group, session)
                : throw new StoreHeldException(store, HolderOf(store) ?? StoreHolder.Unknown);
        }
        catch (NpgsqlException e) when (StoreFault.Of(e) is { } fault)
        {
            throw new StoreFaultException(store, fault, e);
        }
    }

    public static StoreHolder? HolderOf(StoreAddress.PostgresDatabase store)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var (held, holder) = Look(store);
            if (!held || holder is not null) return holder;
            // Between taking the lock and writing its name a holder is nobody yet.
            if (Stopwatch.GetElapsedTime(started) > Patience) return StoreHolder.Unknown;
            Thread.Sleep(Pause);
        }
    }

    public override void Dispose()
    {
        _end.Cancel();
        _watch.Wait();
        _end.Dispose();
    }

    private static (bool Held, StoreHolder? Holder) Look(StoreAddress.PostgresDatabase store)
    {
        try
        {
            using var connection = new NpgsqlConnection(StoreConnections.PostgresString(store, "actorbench reader", pooling: true));
            connection.Open();
            using var command = new NpgsqlCommand(HolderSql, connection);
            using var rows = command.ExecuteReader();
            if (!rows.Read()) return (false, null);
            // Those that share are many, and there is one row: they go by the names of their sessions.
            if (rows.GetString(2) == "ShareLock") return (true, StoreHolder.Unknown with { Purpose = rows.IsDBNull(1) ? "" : rows.GetString(1) });
            return (true, rows.IsDBNull(0) ? null : StoreHolder.FromJson(Encoding.UTF8.GetBytes(rows.GetString(0))));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // A database without our tables was never held.
            return (false, null);
        }
        catch (NpgsqlException e) when (StoreFault.Of(e) is { } fault)
        {
            throw new StoreFaultException(store, fault, e);
        }
    }

    /// <summary>All that share say of which group they are before they look for others, so that of two at once none stays that should not.</summary>
    private static async Task<bool> IsOfOneAsync(NpgsqlConnection session, string group, CancellationToken cancel)
    {
        var number = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(group))) & int.MaxValue;
        await using var say = new NpgsqlCommand($"SELECT pg_advisory_lock_shared({GroupClass}, {number})", session);
        await say.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        await using var others = new NpgsqlCommand(OtherGroupsSql, session);
        others.Parameters.AddWithValue("group", (long)number);
        return await others.ExecuteScalarAsync(cancel).ConfigureAwait(false) is 0L;
    }

    /// <returns>The session that holds the lock; null where another one does.</returns>
    private static async Task<NpgsqlConnection?> TakeAsync(StoreAddress.PostgresDatabase store, StoreHolder me, string? group, CancellationToken cancel)
    {
        // The server must find out soon that a machine without power holds nothing any more.
        var session = new NpgsqlConnection(
            StoreConnections.PostgresString(store, group is not null ? me.Purpose : $"actorbench holder {me.Pid}", pooling: false, "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"));
        try
        {
            await session.OpenAsync(cancel).ConfigureAwait(false);
            await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock{(group is null ? "" : "_shared")}({Key})", session);
            if (await take.ExecuteScalarAsync(cancel).ConfigureAwait(false) is true)
            {
                if (group is null)
                {
                    await using var say = new NpgsqlCommand(SaySql, session);
                    say.Parameters.AddWithValue("holder", Encoding.UTF8.GetString(me.ToJson()));
                    await say.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                    return session;
                }

                if (group.Length == 0 || await IsOfOneAsync(session, group, cancel).ConfigureAwait(false)) return session;
            }
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await session.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Holds the session, and takes the lock anew when a restart of the server has ended it.</summary>
    private async Task WatchAsync(NpgsqlConnection session)
    {
        try
        {
            while (true)
            {
                await using (session.ConfigureAwait(false)) await UntilBrokenAsync(session).ConfigureAwait(false);
                if (await TakeAgainAsync().ConfigureAwait(false) is not { } again) return;
                session = again;
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Given back: the session is closed.
        }
    }

    private async Task UntilBrokenAsync(NpgsqlConnection session)
    {
        try
        {
            await using var look = new NpgsqlCommand("SELECT 1", session);
            while (true)
            {
                await look.ExecuteScalarAsync(_end.Token).ConfigureAwait(false);
                await session.WaitAsync(LookEvery, _end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The session is gone, and the lock with it.
        }
    }

    private async Task<NpgsqlConnection?> TakeAgainAsync()
    {
        while (true)
        {
            try
            {
                if (await TakeAsync(_store, _me, _group, _end.Token).ConfigureAwait(false) is { } session) return session;
                _lost.TrySetResult(HolderOf(_store) ?? StoreHolder.Unknown);
                return null;
            }
            catch (Exception e) when (e is NpgsqlException or StoreException or IOException or TimeoutException)
            {
                await Task.Delay(TryEvery, _end.Token).ConfigureAwait(false);
            }
        }
    }
}
