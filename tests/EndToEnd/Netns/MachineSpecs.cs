namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Guests that are machines: QEMU boots Debian's kernel with this build's guest node on each host.</summary>
[Collection("labs")]
public sealed class MachineSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Machines_are_measured_beside_their_hosts_come_back_after_a_kill_and_leave_nothing()
    {
        using var place = new Place();
        await Machines.Needed(place, output);
        var file = place.Write("small.yaml", Some.Campaign("native, qemu-tcg", "300 ms", repetitions: 2));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");

        var machines = await Soon.Some(() => Machines.Of(run.Pid) is { Count: 2 } both ? both : null, "a machine on each host", TimeSpan.FromSeconds(60));
        await Soon.Until(() => Stored.Accepted(place.Store) >= 3, "3 trials accepted", TimeSpan.FromSeconds(150));
        output.WriteLine($"3 trials stored {clock.Elapsed.TotalSeconds:0.0} s after the start");
        Signals.Send(machines[0].Pid, Signals.Kill);
        var ended = (await run.End(TimeSpan.FromMinutes(5))).Expect(0);

        output.WriteLine(ended.Output);
        await Lab.LeavesNothing(run.Pid);
        Assert.DoesNotContain(machines, machine => Proc.Lives(machine.Pid));
        var outcome = await Outcome.Of(place);
        outcome.Agrees(planned: 12);
        foreach (var platform in outcome.AcceptedRows.GroupBy(row => row["platform"]))
        {
            double[] shares = [.. platform.SelectMany(row => new[] { row.Number("agent_initiator_pct"), row.Number("agent_responder_pct") }).Order()];
            output.WriteLine($"{platform.Key}: beside its exchanges an agent takes {shares[0]:0.00} / {shares[shares.Length / 2]:0.00} / {shares[^1]:0.00} % of a processor (least / median / most)");
            // The median: in an agent's first trials it compiles, or interprets, what it never ran before.
            Assert.InRange(shares[shares.Length / 2], 0, 10);
        }
    }

    [Fact]
    public async Task Without_its_image_the_platform_says_how_to_make_one_and_the_others_go_on()
    {
        Lab.Needed();
        Assert.SkipWhen(HostNode.Platforms.Tool.Find("qemu-system-x86_64") is null, "This machine has no qemu-system-x86_64.");
        using var place = new Place { Environment = { ["ACTORBENCH_CACHE"] = Path.Combine(Path.GetTempPath(), "no-such-cache") } };

        var ended = await Actorbench.Run(place, "run", place.Write("small.yaml", Some.Campaign("native, qemu-tcg", "20 ms", repetitions: 1)), "--lab", "netns");

        ended.Expect(0);
        Assert.Contains("actorbench image build", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_room_for_an_image_is_named_and_gets_nothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A small disk of its own takes root.");
        Assert.SkipWhen(HostNode.Images.ImageBuilder.Missing() is { Count: > 0 }, "An image can't be made here.");
        using var place = new Place();
        var small = Directory.CreateDirectory(Path.Combine(place.Folder, "small")).FullName;
        place.Environment["ACTORBENCH_CACHE"] = small;
        await HostNode.Platforms.Tool.Run("mount", ["-t", "tmpfs", "-o", "size=20m", "tmpfs", small], TimeSpan.FromSeconds(5));
        try
        {
            var ended = (await Actorbench.Run(place, "image", "build")).Expect(1);

            Assert.Equal(
                $"actorbench: {small} has 20 MiB free, and an image takes 500 MiB while it is made: free some, or name a folder on another disk with ACTORBENCH_CACHE.",
                Assert.Single(ended.ErrorLines));
            Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(small).Select(Path.GetFileName));
        }
        finally
        {
            await HostNode.Platforms.Tool.Run("umount", [small], TimeSpan.FromSeconds(5));
        }
    }
}
