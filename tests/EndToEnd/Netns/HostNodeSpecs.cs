namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class HostNodeSpecs
{
    [Fact]
    public async Task A_host_node_that_is_refused_ends_the_run_with_its_reason()
    {
        var failed = (await RunWith("echo 'No, said the coordinator.'; exit 69")).Expect(69);

        Assert.Contains("actorbench: The host node of h2 was refused: No, said the coordinator.", failed.ErrorLines);
        Assert.Contains("actorbench resume small-", failed.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_node_that_never_stays_up_ends_the_run_after_a_dozen_starts()
    {
        var failed = (await RunWith("echo 'It broke.'; exit 5")).Expect(1);

        Assert.Contains(failed.ErrorLines, line =>
            line.StartsWith("actorbench: The host node of h2 ended 12 times in a row", StringComparison.Ordinal) && line.EndsWith("with code 5: It broke.", StringComparison.Ordinal));
        Assert.Contains("actorbench resume small-", failed.ErrorLines[^1], StringComparison.Ordinal);
    }

    /// <summary>A run whose h2 is played by this script.</summary>
    private static async Task<Ended> RunWith(string script)
    {
        Lab.Needed();
        using var place = new Place();
        Directory.CreateDirectory(Path.Combine(place.Folder, "bin"));
        // The lab starts each of its processes with setsid.
        var tool = place.Write("bin/setsid", $"#!/bin/sh\ncase \" $* \" in *' host --host h2 '*) {script} ;; esac\nexec {Tool()} \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        place.Environment["PATH"] = $"{Path.GetDirectoryName(tool)}:{Environment.GetEnvironmentVariable("PATH")}";
        await using var run = Actorbench.Start(place, "run", place.Write("small.yaml", Some.Campaign()), "--lab", "netns");
        var ended = await run.End();
        await Lab.LeavesNothing(run.Pid);
        return ended;
    }

    private static string Tool() => HostNode.Platforms.Tool.Find("setsid") ?? "/usr/bin/setsid";
}
