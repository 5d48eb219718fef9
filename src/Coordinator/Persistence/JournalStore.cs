using ActorBench.Journal;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Journal and snapshots in one SQLite file or one PostgreSQL database, with the tables that <see cref="StoreSchema"/> makes.</summary>
internal static class JournalStore
{
    private const string Dispatcher = "akka.persistence.dispatchers.actorbench-journal";

    public static string Hocon(StoreAddress store) => $$"""
        # Its threads may wait for a disk; heartbeats and messages go on beside them.
        {{Dispatcher}} {
          type = ForkJoinDispatcher
          throughput = 30
          dedicated-thread-pool.thread-count = 4
        }
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              provider-name = "{{Provider(store)}}"
              parallelism = {{(store is StoreAddress.PostgresDatabase ? 3 : 1)}}
              use-clone-connection = off
              # Events as literals would be written out in hex, and read again.
              prefer-parameters-on-multirow-insert = on
              auto-initialize = off
              plugin-dispatcher = "{{Dispatcher}}"
              materializer-dispatcher = "{{Dispatcher}}"
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              provider-name = "{{Provider(store)}}"
              auto-initialize = off
              plugin-dispatcher = "{{Dispatcher}}"
            }
          }
          # An older writer's events are never dropped silently: two writers of one entity are an error to be seen.
          journal-plugin-fallback.replay-filter.mode = fail
          # A store that is back is tried soon.
          journal-plugin-fallback.circuit-breaker.reset-timeout = 2s
          snapshot-store-plugin-fallback.circuit-breaker.reset-timeout = 2s
        }
        """;

    /// <summary>What the plug-in needs besides <see cref="Hocon"/>: its reference settings.</summary>
    public static Akka.Configuration.Config Reference => SqlPersistence.DefaultConfiguration;

    /// <summary>Apart from the configuration, which may be printed: the connection holds the password.</summary>
    public static Setup Connection(StoreAddress store) => new DataOptionsSetup(store switch
    {
        StoreAddress.SqliteFile file => new DataOptions()
            .UseConnectionString(Provider(store), new SqliteConnectionStringBuilder { DataSource = file.Path, DefaultTimeout = 30 }.ToString())
            .UseInterceptor(new SqlitePragmas()),
        StoreAddress.PostgresDatabase database => new DataOptions()
            .UseConnectionString(Provider(store), StoreConnections.PostgresString(database, "actorbench journal", pooling: true)),
        _ => throw new ArgumentOutOfRangeException(nameof(store)),
    });

    private static string Provider(StoreAddress store) => store is StoreAddress.PostgresDatabase ? ProviderName.PostgreSQL15 : ProviderName.SQLiteMS;
}
