using ActorBench.Journal;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Coordination;
using Npgsql;

namespace ActorBench.Coordinator.Nodes;

/// <summary>Where <see cref="PostgresLease"/> finds its database; not in the configuration, which may be printed.</summary>
internal sealed class PostgresLeaseSetup(string connectionString) : Setup
{
    public string ConnectionString => connectionString;

    public static PostgresLeaseSetup Of(StoreAddress.PostgresDatabase store) =>
        new(StoreConnections.PostgresString(store, "actorbench lease", pooling: true));
}

/// <summary>A lease as one row of a table: taken when it is free or has ended by the database's clock, so that no node's clock matters.</summary>
public sealed class PostgresLease(LeaseSettings settings, ExtendedActorSystem system) : Lease(settings)
{
    public const string ConfigPath = "actorbench.lease";

    private const string Take =
        "INSERT INTO actorbench_lease (name, owner, ends) VALUES ($1, $2, now() + $3) "
        + "ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, ends = EXCLUDED.ends "
        + "WHERE actorbench_lease.owner = EXCLUDED.owner OR actorbench_lease.ends < now() RETURNING 1";

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        system.Settings.Setup.Get<PostgresLeaseSetup>() is { HasValue: true } setup
            ? setup.Value.ConnectionString
            : throw new InvalidOperationException("A lease in PostgreSQL needs a store there."));

    private volatile bool _held;
    private CancellationTokenSource? _renewing;

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override async Task<bool> Acquire(Action<Exception?> leaseLostCallback)
    {
        _held = await TakeAsync().ConfigureAwait(false);
        if (_held && _renewing is null)
        {
            _renewing = new CancellationTokenSource();
            _ = RenewAsync(leaseLostCallback, _renewing.Token);
        }

        return _held;
    }

    public override async Task<bool> Release()
    {
        _renewing?.Cancel();
        _renewing = null;
        _held = false;
        await RunAsync("DELETE FROM actorbench_lease WHERE name = $1 AND owner = $2", Settings.LeaseName, Settings.OwnerName).ConfigureAwait(false);
        return true;
    }

    public override bool CheckLease() => _held;

    private async Task RenewAsync(Action<Exception?> lost, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Settings.TimeoutSettings.HeartbeatInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                if (await TakeAsync().ConfigureAwait(false)) continue;
                _held = false;
                lost(null);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
        catch (NpgsqlException e)
        {
            _held = false;
            lost(e);
        }
    }

    private async Task<bool> TakeAsync() =>
        await RunAsync(Take, Settings.LeaseName, Settings.OwnerName, Settings.TimeoutSettings.HeartbeatTimeout).ConfigureAwait(false) is int;

    private async Task<object?> RunAsync(string sql, params object[] values)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync().ConfigureAwait(false);
    }
}
