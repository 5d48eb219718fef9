using System.Diagnostics;
using System.Text;

namespace ActorBench.EndToEnd.Tests.Loopback;

[Collection("no labs")]
public sealed class LiveDisplaySpecs
{
    [Fact]
    public async Task A_person_at_a_terminal_sees_at_once_that_the_lab_comes_up_and_then_the_trials()
    {
        Assert.SkipWhen(HostNode.Platforms.Tool.Find("script") is null, "This machine has no script to play a terminal.");
        using var place = new Place();
        var file = place.Write("small.yaml", Some.Campaign(repetitions: 1));
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", $"{Actorbench.Program} run {file} --lab loopback", "/dev/null"])
        {
            WorkingDirectory = place.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ACTORBENCH_STORE"] = place.Store;
        start.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(start)!;
        var seen = new StringBuilder();
        var reading = Task.Run(() => Read(terminal.StandardOutput, seen));

        await Soon.Until(() => Shows(seen, "Bringing the lab up"), "the terminal shows that the lab comes up");
        await terminal.WaitForExitAsync();
        await reading;

        Assert.True(terminal.ExitCode == 0, seen.ToString());
        // What the campaign is stands beside its id, once that is stored.
        Assert.InRange(seen.ToString().IndexOf("Bringing the lab up", StringComparison.Ordinal), 0, seen.ToString().IndexOf("  plan ", StringComparison.Ordinal));
        Assert.Contains("Mbit/s both ways", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("CV %", seen.ToString(), StringComparison.Ordinal);
    }

    private static bool Shows(StringBuilder seen, string text)
    {
        lock (seen) return seen.ToString().Contains(text, StringComparison.Ordinal);
    }

    private static void Read(StreamReader output, StringBuilder seen)
    {
        var part = new char[4096];
        while (output.Read(part) is > 0 and var length)
            lock (seen) seen.Append(part, 0, length);
    }
}
