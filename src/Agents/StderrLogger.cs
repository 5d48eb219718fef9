using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Agents;

/// <summary>Writes a node's warnings and errors to stderr, one line each; stdout carries results only.</summary>
public sealed class StderrLogger : ReceiveActor
{
    /// <summary>Names of Akka.Remote's own exceptions, which it keeps to itself, and words for the same: as an event's cause, or written out in its message.</summary>
    private static readonly string[] BrokenConnection =
    [
        "EndpointDisassociatedException", "EndpointAssociationException", "InvalidAssociation", "unreachable remote address", "transport failure detector triggered",
        "flushing might not have been successful",
    ];

    private const int MostCharacters = 600;

    private readonly LineLimit _transport = new();

    public StderrLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    /// <returns>The line; null for a connection that broke: what it means is for the gateway and the link to say, and each end of a lab breaks some.</returns>
    public static string? Line(LogEvent e)
    {
        var message = $"{e.Message}";
        if (BrokenConnection.Any(name => e.Cause?.GetType().Name == name || message.Contains(name, StringComparison.Ordinal))) return null;
        var cause = e.Cause is null ? "" : $" ({e.Cause.GetType().Name}: {Words(e.Cause)})";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Timestamp:HH:mm:ss.fff} {e.LogLevel().ToString()[..^5].ToLowerInvariant()} {e.LogSource}: {message.Split('\n')[0].TrimEnd()}{cause}");
        // Akka quotes what a stranger has sent.
        return line.Length <= MostCharacters ? line : line[..MostCharacters] + "…";
    }

    /// <summary>The bytes of a record that is none are no words.</summary>
    private static string Words(Exception cause) => cause.GetType().Name == "NotSslRecordException" ? cause.Message.Split(':')[0] : cause.Message.Split('\n')[0];

    private void Write(LogEvent e)
    {
        if (Line(e) is not { } line || (IsOfTransport(e) && !_transport.MayWrite(e.Timestamp, ref line))) return;
        Console.Error.WriteLine(line);
    }

    /// <summary>Whoever reaches a port makes it complain as often as he likes.</summary>
    private static bool IsOfTransport(LogEvent e) => e.LogClass.Namespace?.StartsWith("Akka.Remote", StringComparison.Ordinal) == true;
}
