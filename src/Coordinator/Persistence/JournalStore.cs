using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Journal and snapshots in one SQLite file.</summary>
internal static class JournalStore
{
    private const string Provider = ProviderName.SQLiteMS;

    public static string Hocon(string path) => $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              connection-string = "{{Escape(ConnectionString(path))}}"
              provider-name = "{{Provider}}"
              parallelism = 1
              use-clone-connection = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              connection-string = "{{Escape(ConnectionString(path))}}"
              provider-name = "{{Provider}}"
            }
          }
          # An older writer's events are never dropped silently: two writers of one entity are an error to be seen.
          journal-plugin-fallback.replay-filter.mode = fail
        }
        """;

    /// <summary>What the plug-in needs besides <see cref="Hocon"/>: its reference settings.</summary>
    public static Akka.Configuration.Config Reference => SqlPersistence.DefaultConfiguration;

    public static Setup Connection(string path) =>
        new DataOptionsSetup(new DataOptions().UseConnectionString(Provider, ConnectionString(path)).UseInterceptor(new SqlitePragmas()));

    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
