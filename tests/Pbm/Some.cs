using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Commands;

namespace ActorBench.Pbm.Tests;

internal static class Some
{
    /// <summary>One command of each role, and one that streams until its client is gone.</summary>
    public static ActorBench.Coordinator.Commands.CommandPalette Palette(Action? harmed = null, TaskCompletionSource? gone = null) => new("test", "For tests.",
    [
        new("say", "Says hello.", [new("times", "How often.", Default: "1", Position: true), new("loud", "Shout.", Kind: ArgumentKind.Flag)], (call, _) => Say(call)) { Columns = ["text"] },
        new("read", "Says what a file says.", [new("file", "To read.", Mandatory: true, Kind: ArgumentKind.File, Position: true)], (call, _) => Lines(call.Get("file"))),
        new("drip", "Streams.", [], (_, cancel) => Drip(gone, cancel)),
        new("harm", "Changes something.", [], (_, _) => Harm(harmed)) { Role = CommandRole.Operator },
        new("ruin", "Changes all.", [], (_, _) => Harm(harmed)) { Role = CommandRole.Admin, Confirm = "All is lost." },
    ]);

    private static async IAsyncEnumerable<string> Say(CommandCall call)
    {
        await Task.CompletedTask;
        for (var i = 0; i < int.Parse(call.Get("times"), System.Globalization.CultureInfo.InvariantCulture); i++) yield return call.Json ? """{"text":"hello"}""" : call.Has("loud") ? "HELLO" : "hello";
    }

    private static async IAsyncEnumerable<string> Lines(string text)
    {
        await Task.CompletedTask;
        foreach (var line in text.Split('\n')) yield return line;
    }

    private static async IAsyncEnumerable<string> Drip(TaskCompletionSource? gone, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var end = cancel.Register(() => gone?.TrySetResult());
        while (true)
        {
            yield return "drop";
            await Task.Delay(20, cancel);
        }
    }

    private static async IAsyncEnumerable<string> Harm(Action? harmed)
    {
        await Task.CompletedTask;
        harmed?.Invoke();
        yield return "harmed";
    }
}
