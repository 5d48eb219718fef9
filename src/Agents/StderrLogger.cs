using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Agents;

/// <summary>Writes a node's warnings and errors to stderr, one line each; stdout carries results only.</summary>
public sealed class StderrLogger : ReceiveActor
{
    /// <summary>Names of Akka.Remote's own exceptions, which it keeps to itself.</summary>
    private static readonly string[] BrokenConnection = ["EndpointDisassociatedException", "EndpointAssociationException", "InvalidAssociation"];

    public StderrLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private static void Write(LogEvent e)
    {
        // A connection that broke: what it means is for the gateway and the link to say, and each end of a lab breaks some.
        if (e.Cause is not null && BrokenConnection.Contains(e.Cause.GetType().Name)) return;
        var cause = e.Cause is null ? "" : $" ({e.Cause.GetType().Name}: {e.Cause.Message})";
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Timestamp:HH:mm:ss.fff} {e.LogLevel().ToString()[..^5].ToLowerInvariant()} {e.LogSource}: {e.Message}{cause}"));
    }
}
