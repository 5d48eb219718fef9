using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorBench.Journal;

/// <summary>Why a store does not serve. The names are shown to the user.</summary>
public enum StoreFaultKind
{
    NoSpace,
    StoreUnreachable,
    StoreNotWritable,
}

/// <param name="What">What goes behind the store's name in a sentence, without a full stop.</param>
public sealed record StoreFault(StoreFaultKind Kind, string What)
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int SqliteIoErrorShmSize = 4874;
    private const int SqliteUnique = 2067;

    /// <returns>Null for a mistake that lies not with the store, such as a second writer's.</returns>
    public static StoreFault? Of(Exception? e)
    {
        for (; e is not null; e = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e.InnerException)
        {
            if (Direct(e) is { } fault) return fault;
        }

        return null;
    }

    /// <summary>Somebody else has stored an event under this id and number.</summary>
    public static bool IsSecondWriter(Exception? e)
    {
        for (; e is not null; e = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e.InnerException)
        {
            if (e is SqliteException { SqliteExtendedErrorCode: SqliteUnique } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }) return true;
        }

        return false;
    }

    private static StoreFault? Direct(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteIoErrorShmSize } => NoSpace("its disk is full"),
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCantOpen or SqliteIoError } s => NotWritable(Sentence(s)),
        PostgresException p => OfState(p),
        NpgsqlException n => Unreachable(Sentence(n.InnerException ?? n)),
        SocketException or TimeoutException => Unreachable(Sentence(e)),
        _ => null,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static StoreFault? OfState(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => NoSpace("the database's disk is full"),
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege => NotWritable(e.MessageText),
        PostgresErrorCodes.InvalidCatalogName => Unreachable($"{e.MessageText}; make it with createdb"),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            Unreachable($"{e.MessageText}; the password comes from {StorePassword.Variable}"),
        // 08 connection exception, 53 insufficient resources, 57 operator intervention, 58 system error
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] => Unreachable(e.MessageText),
        _ => null,
    };

    private static StoreFault NoSpace(string why) => new(StoreFaultKind.NoSpace, $"has no space left: {why}");

    private static StoreFault Unreachable(string why) => new(StoreFaultKind.StoreUnreachable, $"cannot be reached: {why}");

    private static StoreFault NotWritable(string why) => new(StoreFaultKind.StoreNotWritable, $"cannot be written: {why}");

    /// <summary>One line, without the full stop that the sentence around it brings.</summary>
    private static string Sentence(Exception e) => e is SqliteException s ? Words(s) : e.Message.Split('\n')[0].TrimEnd('\r', '.', ' ');

    /// <summary>SQLite's own words, which its driver puts between quotes behind the number.</summary>
    private static string Words(SqliteException e) =>
        e.Message.Split('\'') is [_, var words, ..] ? words : e.Message.TrimEnd('.');
}
