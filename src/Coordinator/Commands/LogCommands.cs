using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ActorBench.Agents;
using ActorBench.Messages.Commands;
using Akka.Actor;
using Akka.Event;

namespace ActorBench.Coordinator.Commands;

/// <summary>What a coordinator logs, while it does.</summary>
public static class LogCommands
{
    private const int MostWaiting = 1000;

    private static readonly (string Word, LogLevel Level)[] Levels =
        [("debug", LogLevel.DebugLevel), ("info", LogLevel.InfoLevel), ("warning", LogLevel.WarningLevel), ("error", LogLevel.ErrorLevel)];

    private static readonly string[] Words = [.. Levels.Select(level => level.Word)];

    public static IReadOnlyList<OperatorCommand> Of(ActorSystem system) =>
    [
        new(
            "tail",
            "Log lines as they come, until the client ends.",
            [new("level", $"No less than: {string.Join(", ", Words)}. What the node's own level leaves out is not there.", Default: "info")],
            (call, cancel) => Tail(system, call, cancel)),
        new(
            "level",
            "The level from which the node logs; with a word, change it until the node ends.",
            [new("set", string.Join(", ", Words), Position: true)],
            (call, _) => Level(system, call)) { Role = CommandRole.Operator },
    ];

    private static async IAsyncEnumerable<string> Tail(ActorSystem system, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var least = LevelOf(call.OneOf("level", Words));
        // A reader that is slow loses the oldest lines, not the node its memory.
        var lines = Channel.CreateBounded<LogEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        var ear = system.ActorOf(Props.Create(() => new Ear(lines.Writer)));
        try
        {
            await foreach (var e in lines.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                if (e.LogLevel() < least || StderrLogger.Line(e) is not { } line) continue;
                yield return call.Json ? $$"""{"line":"{{System.Text.Json.JsonEncodedText.Encode(line)}}"}""" : line;
            }
        }
        finally
        {
            system.Stop(ear);
        }
    }

    private static async IAsyncEnumerable<string> Level(ActorSystem system, CommandCall call)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (call.Find("set") is not null) system.EventStream.SetLogLevel(LevelOf(call.OneOf("set", Words)));
        var word = Levels.First(level => level.Level == system.EventStream.LogLevel).Word;
        yield return call.Json ? $$"""{"level":"{{word}}"}""" : word;
    }

    private static LogLevel LevelOf(string word) => Levels.First(level => level.Word == word).Level;

    private sealed class Ear : ReceiveActor
    {
        public Ear(ChannelWriter<LogEvent> lines)
        {
            Context.System.EventStream.Subscribe(Self, typeof(LogEvent));
            Receive<LogEvent>(e => lines.TryWrite(e));
        }
    }
}
