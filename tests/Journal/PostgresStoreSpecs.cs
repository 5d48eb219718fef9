using ActorBench.Tests;
using Npgsql;

namespace ActorBench.Journal.Tests;

/// <summary>What a store is on a real PostgreSQL server.</summary>
public sealed class PostgresStoreSpecs
{
    [Fact]
    public async Task Many_processes_may_make_the_tables_at_once()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.NewDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StoreSchema.Ensure(store))));

        using var reader = StoreReader.Open(store);
        Assert.Empty(reader.Campaigns());
    }

    [Fact]
    public async Task A_database_without_tables_is_empty_and_stays_so()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.NewDatabaseAsync();

        using var reader = StoreReader.Open(store);

        Assert.Empty(reader.Campaigns());
        Assert.Null(StoreLock.Holder(store));
        Assert.Null(reader.Read(Some.Campaign));
    }

    [Fact]
    public async Task A_store_has_one_holder_and_the_next_one_hears_who_it_is()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.NewDatabaseAsync();
        using (var held = StoreLock.Acquire(store, "actorbench run quick.yaml", "/run/a.sock"))
        {
            var refused = Assert.Throws<StoreHeldException>(() => StoreLock.Acquire(store, "actorbench resume", null));

            Assert.Contains($"'actorbench run quick.yaml' (process {Environment.ProcessId} on {Environment.MachineName}, since 20", refused.Message, StringComparison.Ordinal);
            Assert.Equal("/run/a.sock", StoreLock.Holder(store)!.Socket);
        }

        Assert.Null(StoreLock.Holder(store));
        StoreLock.Acquire(store, "again", null).Dispose();
    }

    [Fact]
    public async Task Those_that_share_a_store_keep_another_group_out_and_let_in_who_gets_on_with_all()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.NewDatabaseAsync();
        using (StoreLock.Share(store, "actorbench coordinator 10.0.0.1:4053", "10.0.0.1:4053 10.0.0.2:4053"))
        {
            using var other = StoreLock.Share(store, "actorbench coordinator 10.0.0.2:4053", "10.0.0.1:4053 10.0.0.2:4053");
            StoreLock.Share(store, "actorbench import").Dispose();
            var refused = Assert.Throws<StoreHeldException>(() => StoreLock.Share(store, "actorbench coordinator 10.0.0.3:4053", "10.0.0.3:4053"));
            Assert.EndsWith("is in use by 'actorbench coordinator 10.0.0.1:4053'.", refused.Message, StringComparison.Ordinal);
        }

        StoreLock.Share(store, "actorbench coordinator 10.0.0.3:4053", "10.0.0.3:4053").Dispose();
    }

    [Fact]
    public async Task Those_that_share_a_store_keep_everybody_out_who_wants_it_alone()
    {
        var server = await PostgresServer.SharedAsync();
        var store = await server.NewDatabaseAsync();
        using (StoreLock.Share(store, "actorbench coordinator 10.0.0.1:4053"))
        {
            using (StoreLock.Share(store, "actorbench coordinator 10.0.0.2:4053"))
            using (StoreLock.Share(store, "actorbench import"))
                Assert.NotNull(StoreLock.Holder(store));

            var refused = Assert.Throws<StoreHeldException>(() => StoreLock.Acquire(store, "actorbench delete", null));
            Assert.EndsWith("is in use by 'actorbench coordinator 10.0.0.1:4053'.", refused.Message, StringComparison.Ordinal);
        }

        using var alone = StoreLock.Acquire(store, "actorbench delete", null);
        Assert.Throws<StoreHeldException>(() => StoreLock.Share(store, "actorbench coordinator 10.0.0.1:4053"));
    }

    [Fact]
    public async Task A_holder_outlives_a_restart_of_the_server_or_hears_that_it_has_lost_the_store()
    {
        await using var server = await PostgresServer.StartAsync();
        var store = await server.NewDatabaseAsync();
        using var held = StoreLock.Acquire(store, "first", null);
        await server.StopAsync();
        await server.StartAgainAsync();
        await UntilAsync(() => StoreLock.Holder(store)?.Purpose == "first");
        Assert.False(held.Lost.IsCompleted);

        // Whoever waits for the lock has it the moment that the holder's session ends.
        var cancel = TestContext.Current.CancellationToken;
        var database = ((StoreAddress.PostgresDatabase)store).Database;
        await using var thief = await server.OpenAsync(database);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(4162, 1)", thief);
        var taken = take.ExecuteNonQueryAsync(cancel);
        await using var administrator = await server.OpenAsync(database);
        await using var end = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 4162 AND granted", administrator);
        await UntilAsync(() => Waiters(administrator) == 1);
        await end.ExecuteNonQueryAsync(cancel);
        await taken;

        await held.Lost.WaitAsync(TimeSpan.FromSeconds(30), cancel);
    }

    [Fact]
    public void A_server_that_is_not_there_is_named_with_the_reason()
    {
        var store = StoreAddress.Parse("postgresql://ab@127.0.0.1:1/bench");

        var refused = Assert.Throws<StoreFaultException>(() => StoreReader.Open(store));

        Assert.Equal(StoreFaultKind.StoreUnreachable, refused.Fault.Kind);
        Assert.StartsWith("The store postgresql://ab@127.0.0.1:1/bench cannot be reached: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_with_what_makes_it()
    {
        var server = await PostgresServer.SharedAsync();

        var refused = Assert.Throws<StoreFaultException>(() => StoreReader.Open(StoreAddress.Parse($"postgresql://actorbench@127.0.0.1:{server.Port}/nowhere")));

        Assert.Contains("database \"nowhere\" does not exist; make it with createdb", refused.Message, StringComparison.Ordinal);
    }

    private static long Waiters(NpgsqlConnection connection)
    {
        using var count = new NpgsqlCommand("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 4162 AND NOT granted", connection);
        return (long)count.ExecuteScalar()!;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                if (holds()) return;
            }
            catch (StoreException) when (!bound.IsCancellationRequested)
            {
                // Its server is coming up.
            }

            Assert.False(bound.IsCancellationRequested);
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
