using System.Globalization;

namespace ActorBench.Agents.Configuration;

public static class HostAndPort
{
    /// <summary>Whether the text is <c>host:port</c> with a port that can be connected to.</summary>
    public static bool Is(string text) =>
        text.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
}
