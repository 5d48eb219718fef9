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

    [Fact]
    public async Task Nor_is_one_measured_whose_address_a_stranger_on_the_wire_has()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place);
        var keeper = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        var (host, stranger) = ($"ab{keeper}-h2", $"ab{keeper}-stranger");
        await Ip("netns", "add", stranger);
        await Ip("-n", host, "link", "add", "xs", "type", "veth", "peer", "name", "eth0", "address", "06:11:22:33:44:55", "netns", stranger);
        await Ip("-n", host, "link", "set", "xs", "master", "br0", "up");
        await Ip("-n", stranger, "addr", "add", "10.77.1.1/16", "dev", "eth0");
        await Ip("-n", stranger, "link", "set", "eth0", "up");

        (await lab.Run(place.Write("taken.yaml", Some.Campaign("native, bridge", repetitions: 1)))).Expect(3);

        var failures = Stored.Events(place.Store).OfType<PairEvents.AttemptFailed>().ToList();
        Assert.Equal(9, failures.Count);
        Assert.All(failures, failure => Assert.Contains("The data address 10.77.1.1 of the bridge guest is in use: 06:11:22:33:44:55 answers for it on br0 of ", failure.Failure.Reason, StringComparison.Ordinal));
        Assert.All((await Outcome.Of(place)).AcceptedRows, row => Assert.Equal("native", row["platform"]));
        await Ip("-n", host, "link", "del", "xs");
        (await lab.Run(place.Write("free.yaml", Some.Campaign("native, bridge", repetitions: 1)))).Expect(0);
        await Ip("netns", "del", stranger);
        (await lab.Down()).Expect(0);
        await Lab.LeavesNothing(keeper);
    }

    private static Task<string> Ip(params string[] words) => Tool.Run("ip", words, TimeSpan.FromSeconds(5));

    private static string Mounts() => string.Join('\n', File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]));
}
