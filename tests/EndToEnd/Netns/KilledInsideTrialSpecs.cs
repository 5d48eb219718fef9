using System.Diagnostics;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class KilledInsideTrialSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(3);

    /// <summary>Longest that a process may outlive the one that it hangs on.</summary>
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_host_node_that_is_killed_halfway_costs_an_attempt_that_is_on_record_and_its_trial_is_accepted_once()
    {
        Lab.Needed();
        using var place = new Place();
        var file = place.Write("half.yaml", """
            name: half
            platforms: [bridge]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 3 s, warmup: 10 ms, timeout: 5 s }
            repetitions: 2
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        await Soon.Until(() => Stored.Events(place.Store).Any(e => e is PairEvents.BlockStarted), "the first trial begins");
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Trial / 2, "half of the trial is over");
        var agents = Lab.Agents(run.Pid);
        var host = agents.Single(agent => agent is { IsHost: true, Host: "h1" });
        var endpoint = agents.Single(agent => agent is { IsHost: false, Host: "h1" });
        Assert.Equal(0, Stored.Accepted(place.Store));

        Signals.Send(host.Pid, Signals.Kill);
        clock.Restart();
        await Soon.Until(() => !Proc.Lives(host.Pid) && !Proc.Lives(endpoint.Pid), "the endpoint ends with its host node", EndBound);
        output.WriteLine($"endpoint gone {clock.ElapsedMilliseconds} ms after its host node");
        await Soon.Until(() => Stored.Accepted(place.Store) > 0, "the trial is measured again");
        output.WriteLine($"accepted {clock.ElapsedMilliseconds} ms after the kill");
        (await run.End()).Expect(0);

        await Lab.LeavesNothing(run.Pid);
        var events = Stored.Events(place.Store);
        var failed = events.OfType<PairEvents.AttemptFailed>().First();
        output.WriteLine($"{failed.Key}: {failed.Failure}");
        Assert.Equal((1, 1), (failed.Spec.Number, failed.Key.Attempt));
        Assert.Contains(failed.Failure.Kind, (FailureKind[])[FailureKind.AgentLost, FailureKind.PeerClosed]);
        Assert.All(events.OfType<PairEvents.AttemptFailed>(), attempt => Assert.Equal(1, attempt.Spec.Number));
        Assert.True(events.OfType<PairEvents.TrialRecorded>().Single(trial => trial.Spec.Number == 1).Key.Attempt > 1);
        (await Outcome.Of(place)).Agrees(2);
    }
}
