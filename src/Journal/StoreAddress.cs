using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorBench.Journal;

/// <summary>Where campaigns are stored. It holds no secret, so it may be printed anywhere.</summary>
public abstract partial record StoreAddress
{
    private const int PostgresPort = 5432;

    private StoreAddress()
    {
    }

    /// <summary>A path, or <c>postgresql://user@host:port/database</c> with an optional <c>?sslmode=</c>.</summary>
    /// <exception cref="StoreAddressException">It is neither, or it holds a password.</exception>
    public static StoreAddress Parse(string text)
    {
        if (text.Trim().Length == 0) throw new StoreAddressException("The store's address is empty; give a file or postgresql://user@host:port/database.");
        var scheme = Scheme().Match(text);
        if (!scheme.Success) return File(text);
        return scheme.Groups[1].Value is "postgresql" or "postgres"
            ? Postgres(text)
            : throw new StoreAddressException($"A store is a file or postgresql://user@host:port/database; '{scheme.Groups[1].Value}://' is neither.");
    }

    /// <summary>A SQLite file, made absolute.</summary>
    public static StoreAddress File(string path) => new SqliteFile(Path.GetFullPath(path));

    private static PostgresDatabase Postgres(string text)
    {
        // Never echoed before this is clear: the text may hold the password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            throw new StoreAddressException("The store's address is no URL; write it as postgresql://user@host:port/database.");
        if (url.UserInfo.Contains(':', StringComparison.Ordinal) || url.Query.Contains("password", StringComparison.OrdinalIgnoreCase))
            throw new StoreAddressException($"The store's address holds a password, which others can read; put it into {StorePassword.Variable}, or into a file that {StorePassword.FileVariable} names.");
        var database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/'));
        if (database.Length == 0 || database.Contains('/', StringComparison.Ordinal))
            throw new StoreAddressException($"'{text}' names no database; write it as postgresql://user@host:port/database.");
        var user = url.UserInfo.Length > 0 ? Uri.UnescapeDataString(url.UserInfo) : Environment.UserName;
        return new PostgresDatabase(user, url.IdnHost.Trim('[', ']'), url.Port > 0 ? url.Port : PostgresPort, database, TlsOf(url.Query.TrimStart('?')));
    }

    private static string? TlsOf(string query)
    {
        if (query.Length == 0) return null;
        var mode = query.StartsWith("sslmode=", StringComparison.Ordinal) ? query["sslmode=".Length..] : "";
        return PostgresDatabase.TlsModes.Contains(mode)
            ? mode
            : throw new StoreAddressException($"'?{query}' is not known in the store's address; there is ?sslmode= with {string.Join(", ", PostgresDatabase.TlsModes)}.");
    }

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*)://")]
    private static partial Regex Scheme();

    /// <param name="Path">Absolute.</param>
    public sealed record SqliteFile(string Path) : StoreAddress
    {
        public override string ToString() => Path;
    }

    /// <summary>A database that exists; its tables are made when they are missing.</summary>
    /// <param name="Tls">A word of <see cref="TlsModes"/> as libpq has them; null: what the server offers.</param>
    public sealed record PostgresDatabase(string User, string Host, int Port, string Database, string? Tls = null) : StoreAddress
    {
        public static IReadOnlyList<string> TlsModes { get; } = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

        public override string ToString()
        {
            var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            var tls = Tls is null ? "" : $"?sslmode={Tls}";
            return string.Create(CultureInfo.InvariantCulture, $"postgresql://{Uri.EscapeDataString(User)}@{host}:{Port}/{Uri.EscapeDataString(Database)}{tls}");
        }
    }
}
