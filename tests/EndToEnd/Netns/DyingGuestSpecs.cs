using System.Diagnostics;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Containers whose guest node is killed inside their trials.</summary>
[Collection("labs")]
public sealed class DyingGuestSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task One_that_dies_once_costs_an_attempt_and_its_trial_is_accepted_with_the_next()
    {
        var (place, run, platform) = await Start("3 s");
        using var folder = place;
        await using var ending = run;
        var guest = await Soon.Some(() => Measuring(run, platform), "the guest of h2 measures");
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > TimeSpan.FromSeconds(1), "its window has begun");

        Signals.Send(guest.Pid, Signals.Kill);
        clock.Restart();
        await Soon.Until(() => Failures(place).Count > 0, "the attempt has failed", Noticed);
        output.WriteLine($"failed {clock.ElapsedMilliseconds} ms after the kill");
        output.WriteLine((await run.End()).Expect(0).Output);

        var failed = Assert.Single(Failures(place));
        output.WriteLine($"{failed.Key}: {failed.Failure}");
        Assert.Contains(failed.Failure.Kind, (FailureKind[])[FailureKind.AgentLost, FailureKind.PeerClosed]);
        Assert.Equal(platform, failed.Spec.Cell.Platform);
        await Lab.LeavesNothing(run.Pid);
        (await Outcome.Of(place)).Agrees(planned: 2);
    }

    [Fact]
    public async Task One_that_dies_in_every_trial_has_its_cell_given_up_and_the_others_are_measured()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Ten deaths take a minute: set ACTORBENCH_LONG=1.");
        var (place, run, platform) = await Start("1 s");
        using var folder = place;
        await using var ending = run;
        var killed = new HashSet<int>();
        await Soon.Until(
            () =>
            {
                if (Measuring(run, platform) is { } guest && killed.Add(guest.Pid)) Signals.Send(guest.Pid, Signals.Kill);
                return run.HasEnded;
            },
            "the campaign ends",
            TimeSpan.FromMinutes(3));
        var ended = (await run.End()).Expect(3);

        output.WriteLine(ended.Output + ended.Errors);
        foreach (var failure in Failures(place)) output.WriteLine($"{failure.At:HH:mm:ss.fff} {failure.Key}: {failure.Failure}");
        Assert.Equal((10, 10), (killed.Count, Failures(place).Count));
        var givenUp = Assert.Single(Stored.Events(place.Store).OfType<PairEvents.TrialQuarantined>());
        Assert.Equal((platform, "The trial lost an endpoint 10 times in a row."), (givenUp.Spec.Cell.Platform, givenUp.Reason));
        Assert.Equal("native", Assert.Single((await Outcome.Of(place)).AcceptedRows)["platform"]);
        await Lab.LeavesNothing(run.Pid);
    }

    private static async Task<(Place Place, Actorbench Run, string Platform)> Start(string duration)
    {
        Lab.Needed();
        var platform = await Containers.ThatPauses();
        var place = new Place();
        var file = place.Write("dying.yaml", $$"""
            name: dying
            platforms: [native, {{platform}}]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: {{duration}}, warmup: 10 ms, timeout: 5 s }
            repetitions: 1
            """);
        return (place, Actorbench.Start(place, "run", file, "--lab", "netns"), platform);
    }

    /// <summary>The guest of h2 while it has a data connection.</summary>
    private static Agent? Measuring(Actorbench run, string platform) =>
        Lab.Agents(run.Pid).FirstOrDefault(agent => agent.Platform == platform && agent.Host == "h2" && Proc.HasConnection(agent.Pid, agent.Word("--data-address")));

    private static IReadOnlyList<PairEvents.AttemptFailed> Failures(Place place) => [.. Stored.Events(place.Store).OfType<PairEvents.AttemptFailed>()];
}
