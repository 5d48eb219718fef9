using System.Globalization;
using System.Net;

namespace ActorBench.Pbm.Client;

/// <summary>Where a coordinator takes commands: <c>host:port</c>, <c>https://host:port</c>, or <c>unix:/path</c>.</summary>
/// <param name="SocketPath">Null for a port.</param>
/// <param name="Tls">Spoken whatever the settings say.</param>
public sealed record CoordinatorAddress(string? SocketPath, string Host, int Port, bool Tls)
{
    public const int DefaultPort = 9110;

    private const string Unix = "unix:";
    private const string Https = "https://";

    public static CoordinatorAddress Default { get; } = new(null, "127.0.0.1", DefaultPort, false);

    public static CoordinatorAddress OnSocket(string path) => new(path, "localhost", 0, false);

    /// <summary>A word of a command line that can only be an address.</summary>
    public static bool Looks(string word) => word.Contains(':', StringComparison.Ordinal) && !word.StartsWith('-');

    /// <returns>Null where it is none.</returns>
    public static CoordinatorAddress? Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal)) return text.Length > Unix.Length ? OnSocket(text[Unix.Length..]) : null;
        var tls = text.StartsWith(Https, StringComparison.Ordinal);
        var rest = tls ? text[Https.Length..].TrimEnd('/') : text;
        var colon = rest.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > IPEndPoint.MaxPort) return null;
        return new CoordinatorAddress(null, rest[..colon].Trim('[', ']'), port, tls);
    }

    public override string ToString() => SocketPath is not null ? Unix + SocketPath : $"{(Tls ? Https : "")}{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
