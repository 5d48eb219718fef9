namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class SignalSpecs
{
    private const int Trials = 24;

    [Fact]
    public async Task Two_runs_beside_each_other_stop_on_their_own_signals_and_are_resumed_to_their_ends()
    {
        Lab.Needed();
        using var first = new Place();
        using var second = new Place();
        await Task.WhenAll(
            StopsAndGoesOn(first, Signals.Interrupt, 130),
            StopsAndGoesOn(second, Signals.Terminate, 143));
    }

    private static async Task StopsAndGoesOn(Place place, int signal, int exitCode)
    {
        var file = place.Write("small.yaml", Some.Campaign("native", "100 ms", repetitions: 8));
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        await run.UntilAccepted(place, 3);
        run.Signal(signal);
        var stopped = (await run.End()).Expect(exitCode);
        await Lab.LeavesNothing(run.Pid);
        var before = await Outcome.Of(place);
        Assert.Equal("interrupted", before.State);
        Assert.InRange(before.Accepted, 3, Trials - 1);
        var campaign = before.Status.GetProperty("campaign").GetString();
        Assert.Contains($"actorbench resume {campaign}", stopped.Errors, StringComparison.Ordinal);
        Assert.Empty(stopped.Output);

        await using var resumed = Actorbench.Start(place, "resume", campaign!);
        (await resumed.End()).Expect(0);
        await Lab.LeavesNothing(resumed.Pid);
        var after = await Outcome.Of(place);
        after.Agrees(Trials);
        after.Keeps(before);
    }

    [Fact]
    public async Task A_lab_that_cannot_be_pinned_is_taken_down_again()
    {
        Lab.Needed();
        Assert.SkipWhen(Environment.ProcessorCount < 2, "One processor leaves nothing to pin.");
        using var place = new Place();
        place.Environment["PATH"] = $"{Path.GetDirectoryName(FailingTaskset(place))}:{Environment.GetEnvironmentVariable("PATH")}";
        await using var run = Actorbench.Start(place, "run", place.Write("small.yaml", Some.Campaign()), "--lab", "netns");

        var failed = (await run.End()).Expect(1);

        Assert.Contains("taskset", Assert.Single(failed.ErrorLines), StringComparison.Ordinal);
        await Lab.LeavesNothing(run.Pid);
    }

    private static string FailingTaskset(Place place)
    {
        Directory.CreateDirectory(Path.Combine(place.Folder, "bin"));
        var tool = place.Write("bin/taskset", "#!/bin/sh\necho no >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return tool;
    }
}
