using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorBench.Journal;

/// <summary>How a store is connected to.</summary>
public static class StoreConnections
{
    private const int SecondsToConnect = 5;

    /// <summary>For a driver, never for a log: it holds the password.</summary>
    /// <param name="purpose">What the database's administrator sees, such as <c>actorbench journal</c>.</param>
    /// <param name="settings">Of the session, besides ours: <c>-c name=value</c>.</param>
    public static string PostgresString(StoreAddress.PostgresDatabase store, string purpose, bool pooling, string settings = "")
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = store.Host,
            Port = store.Port,
            Database = store.Database,
            Username = store.User,
            Password = StorePassword.Read(),
            ApplicationName = purpose,
            Pooling = pooling,
            MaxPoolSize = 20,
            Timeout = SecondsToConnect,
            CommandTimeout = 30,
            // A server that vanished without a word is found out within half a minute.
            TcpKeepAlive = true,
            TcpKeepAliveTime = 10,
            TcpKeepAliveInterval = 5,
            // An acknowledged trial is on disk, whatever the server's default is.
            Options = $"-c synchronous_commit=on {settings}".TrimEnd(),
        };
        if (store.Tls is { } tls) connection.SslMode = Enum.Parse<SslMode>(tls.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        return connection.ToString();
    }

    /// <summary>Not opened yet.</summary>
    internal static DbConnection ForReading(StoreAddress store) => store switch
    {
        StoreAddress.SqliteFile file => Sqlite(file.Path, SqliteOpenMode.ReadOnly),
        StoreAddress.PostgresDatabase database => new NpgsqlConnection(PostgresString(database, "actorbench reader", pooling: true)),
        _ => throw new ArgumentOutOfRangeException(nameof(store)),
    };

    /// <summary>Not opened yet. A SQLite file is made where it is missing.</summary>
    internal static DbConnection ForWriting(StoreAddress store) => store switch
    {
        StoreAddress.SqliteFile file => Sqlite(file.Path, SqliteOpenMode.ReadWriteCreate),
        StoreAddress.PostgresDatabase database => new NpgsqlConnection(PostgresString(database, "actorbench writer", pooling: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(store)),
    };

    /// <summary>A file that lies where nothing can be written, as of now.</summary>
    internal static DbConnection ForReadingArchive(StoreAddress.SqliteFile file) =>
        Sqlite($"{new Uri(file.Path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);

    /// <summary>Everything read in it is of one moment.</summary>
    internal static DbTransaction Moment(DbConnection connection) =>
        connection.BeginTransaction(connection is NpgsqlConnection ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable);

    private static SqliteConnection Sqlite(string source, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = mode,
        // A pooled connection would keep the files open after Dispose.
        Pooling = false,
        DefaultTimeout = 5,
    }.ToString());
}
