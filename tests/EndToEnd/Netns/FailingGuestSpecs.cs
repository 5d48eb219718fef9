using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>A platform that passes its probe and then starts no guest, beside one that works.</summary>
[Collection("labs")]
public sealed class FailingGuestSpecs(ITestOutputHelper output)
{
    // Its version is the real one's; what it is to run, it does not.
    private const string Broken = """
        #!/bin/sh
        case " $* " in *" run "*) echo "broken: no container today" >&2; exit 1 ;; esac
        exec REAL "$@"
        """;

    [Fact]
    public async Task Its_cells_are_given_up_after_their_attempts_the_others_are_measured_and_nothing_is_left()
    {
        Lab.Needed();
        var reason = await PlatformDrivers.All.Single(driver => driver.Platform == "runc").Probe(CancellationToken.None);
        Assert.SkipWhen(reason is not null, reason ?? "");
        using var place = new Place();
        var tools = Directory.CreateDirectory(Path.Combine(place.Folder, "tools")).FullName;
        var program = Path.Combine(tools, "runc");
        File.WriteAllText(program, Broken.Replace("REAL", Tool.Find("runc")!, StringComparison.Ordinal));
        await Tool.Run("chmod", ["755", program], TimeSpan.FromSeconds(5));
        place.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        var file = place.Write("broken.yaml", """
            name: broken
            platforms: [native, runc]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 20 ms, warmup: 1 ms }
            repetitions: 1
            """);
        var before = Mounts();

        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        var ended = (await run.End()).Expect(3);

        output.WriteLine(ended.Output + ended.Errors);
        var failures = Stored.Events(place.Store).OfType<PairEvents.AttemptFailed>().ToList();
        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.Equal(FailureKind.NotReady, failure.Failure.Kind));
        Assert.All(failures, failure => Assert.Contains("broken: no container today", failure.Failure.Reason, StringComparison.Ordinal));
        Assert.Equal("native", Assert.Single((await Outcome.Of(place)).AcceptedRows)["platform"]);
        await Lab.LeavesNothing(run.Pid);
        Assert.Equal(before, Mounts());
    }

    private static string Mounts() => string.Join('\n', File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]));
}
