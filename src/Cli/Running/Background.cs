using System.Diagnostics;
using ActorBench.Cli.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.Journal;

namespace ActorBench.Cli.Running;

/// <summary>This program once more, in a session of its own, which the terminal's end does not reach.</summary>
internal static class Background
{
    /// <param name="log">Gets both its outputs; made anew.</param>
    public static Process Start(IEnumerable<string> args, string log)
    {
        StoreFolder.Make(log);
        // What can't be written is said before anything runs, and by us.
        File.Create(log).Dispose();
        var start = new ProcessStartInfo(
            Tool.Find("setsid") ?? "setsid",
            [Tool.Find("sh") ?? "sh", "-c", "exec \"$@\" </dev/null >\"$0\" 2>&1", log, .. NodePrograms.Self, .. args]);
        StorePassword.PassOn(start);
        return Process.Start(start)!;
    }
}
