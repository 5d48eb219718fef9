using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Agents;

/// <summary>Writes a node's warnings and errors to stderr, one line each; stdout carries results only.</summary>
public sealed class StderrLogger : ReceiveActor
{
    public StderrLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private static void Write(LogEvent e)
    {
        var cause = e.Cause is null ? "" : $" ({e.Cause.GetType().Name}: {e.Cause.Message})";
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Timestamp:HH:mm:ss.fff} {e.LogLevel().ToString()[..^5].ToLowerInvariant()} {e.LogSource}: {e.Message}{cause}"));
    }
}
