using System.Diagnostics;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Machines whose processor QEMU stops between two campaigns, and such as are killed while they rest or measure.</summary>
[Collection("labs")]
public sealed class StoppedMachineSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    /// <summary>An idle machine that runs uses some of its processor in so long a time.</summary>
    private static readonly TimeSpan StillFor = TimeSpan.FromMilliseconds(500);

    /// <summary>Of four machines that boot on an emulated processor at once.</summary>
    private static readonly TimeSpan Boots = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task They_use_no_processor_while_they_rest_begin_in_step_afterwards_and_come_back_after_a_kill()
    {
        using var place = new Place();
        await Machines.Needed(place, output);
        await using var lab = await StandingLab.Up(place, "--hosts", "4", "--cpus", "none");
        var keeper = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        await Run(place, lab, "5 s", _ => Task.CompletedTask);
        var first = Machines.Of(keeper);
        Assert.Equal(["h1", "h2", "h3", "h4"], first.Select(machine => machine.Host));

        await Stopped(first);
        var before = first.ToDictionary(machine => machine, machine => Proc.CpuTime(machine.Pid));
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Rest, "they have rested", Rest * 2);
        foreach (var machine in first)
        {
            var used = Proc.CpuTime(machine.Pid) - before[machine];
            output.WriteLine($"{machine.Host}: {used.TotalMilliseconds:0} ms of processor in {clock.Elapsed.TotalSeconds:0} s of rest");
            Assert.True(used < clock.Elapsed / 100, $"{machine.Host} used {used} while it rested.");
        }

        await Run(place, lab, "5 s", _ => Task.CompletedTask);
        Assert.Equal(first, Machines.Of(keeper));
        Assert.Empty(Failures(place));

        await Stopped(first);
        Signals.Send(first[3].Pid, Signals.Kill);
        await Run(place, lab, "5 s", _ => Task.CompletedTask);
        Assert.Empty(Failures(place));
        Assert.Equal(first.Take(3), Machines.Of(keeper).Take(3));

        await Run(place, lab, "8 s", async started =>
        {
            await Soon.Until(() => Stored.Events(place.Store).OfType<PairEvents.BlockStarted>().Any(block => block.Pair.Initiator == "h1" && block.At > started), "h1 measures");
            clock.Restart();
            await Soon.Until(() => clock.Elapsed > TimeSpan.FromSeconds(4), "half of the trial is over");
            Signals.Send(first[0].Pid, Signals.Kill);
            clock.Restart();
            await Soon.Until(() => Failures(place).Count > 0, "the attempt has failed", TimeSpan.FromSeconds(5));
            output.WriteLine($"failed {clock.Elapsed.TotalSeconds:0.00} s after the kill");
        });
        var failed = Assert.Single(Failures(place));
        output.WriteLine($"{failed.Failure}");
        Assert.Equal(FailureKind.AgentLost, failed.Failure.Kind);
        Assert.Equal(2, first.Intersect(Machines.Of(keeper)).Count());

        (await lab.Down()).Expect(0);
        await Lab.LeavesNothing(keeper);
        Assert.DoesNotContain(first, machine => Proc.Lives(machine.Pid));
    }

    private async Task Run(Place place, StandingLab lab, string duration, Func<DateTimeOffset, Task> meanwhile)
    {
        var file = place.Write("machines.yaml", $$"""
            name: machines
            lab: { kind: netns, hosts: 4, cpus: none }
            pairs: disjoint
            platforms: [qemu-tcg]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: {{duration}} }
            repetitions: 1
            """);
        var started = DateTimeOffset.UtcNow;
        await using var run = Actorbench.Start(place, "run", file, "--coordinator", lab.Coordinator);
        await meanwhile(started);
        var ended = (await run.End(Boots)).Expect(0);
        output.WriteLine($"{(DateTimeOffset.UtcNow - started).TotalSeconds:0.0} s\n{ended.Output}{ended.Errors}");
        var outcome = await Outcome.Of(place);
        outcome.Agrees(planned: 2);
        Assert.All(outcome.AcceptedRows, row => Assert.DoesNotContain("invalid:skew", row.Flags));
        foreach (var start in Stored.Events(place.Store).OfType<PairEvents.TrialRecorded>().Select(trial => trial.Result.Start!))
            output.WriteLine($"began {(start.StartedNs - start.AskedNs) / 1e6:0.000} ms beside its instant, known within {start.BoundNs / 1e6:0.000} ms");
        Assert.DoesNotContain("SKEW", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    private static Task Stopped(IReadOnlyList<Machine> machines)
    {
        var (used, clock) = (0.0, Stopwatch.StartNew());
        return Soon.Until(
            () =>
            {
                var now = machines.Sum(machine => Proc.CpuTime(machine.Pid).TotalMilliseconds);
                if (now > used) clock.Restart();
                used = now;
                return clock.Elapsed > StillFor;
            },
            "the machines are stopped");
    }

    private static IReadOnlyList<PairEvents.AttemptFailed> Failures(Place place) => [.. Stored.Events(place.Store).OfType<PairEvents.AttemptFailed>()];
}
