using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Rounds;

public sealed class RoundSpecs
{
    [Fact]
    public async Task Four_pairs_begin_each_of_their_trials_together()
    {
        await using var test = new RoundTest(pairs: 4, trials: 6);
        test.Node.StartAgents([.. test.Hosts]);
        await test.RunAsync();

        var starts = test.Starts();
        Assert.Equal([1, 2, 3, 4, 5, 6], starts.Select(start => start.Position));
        Assert.All(starts, start => Assert.Equal(4, start.Trials.Count));
        Assert.All(test.Recorded(), trial => RoundTest.AssertTrue(trial.Result.Start!, trial.Result.Initiator));
        // Two processors hold eight ends and whatever else runs here; the rule of validity is relative, and holds where a machine has nothing else to do.
        Assert.True(starts.Min(start => start.SkewNs) < 5_000_000, "Not one of six starts was within 5 ms.");
        Assert.True(starts.Min(start => start.BoundNs) < 5_000_000, "No survey was exact to 5 ms.");
        Assert.All(starts, start => Assert.Equal(start.Skewed, start.Skew > 0.01));
    }

    /// <summary>F-47.</summary>
    [Fact]
    public async Task One_of_four_pairs_whose_agent_never_comes_holds_the_others_up_for_one_deadline_only()
    {
        await using var test = new RoundTest(pairs: 4, trials: 3);
        test.Node.StartAgents([.. test.Hosts.SkipLast(1)]);
        await test.RunAsync(test.Pair(1), test.Pair(2), test.Pair(3));

        Assert.All(test.Starts(), start => Assert.Equal(3, start.Trials.Count));
        Assert.All(test.Recorded(), trial =>
        {
            Assert.Equal(["h7:h8"], trial.Result.Start!.Missing);
            Assert.Contains("invalid:company", trial.Result.Flags);
        });
        var times = test.Events(test.Pair(1)).OfType<PairEvents.TrialRecorded>().Select(trial => trial.At).ToArray();
        Assert.True(times[^1] - times[0] < TimeSpan.FromSeconds(15), $"{times[^1] - times[0]} from the first to the third trial.");
        // How far its tries have come by now is the machine's doing.
        Assert.DoesNotContain(test.Events(test.Pair(4)), e => e is PairEvents.TrialRecorded);
        Assert.All(test.Events(test.Pair(4)).OfType<PairEvents.AttemptFailed>(), failed => Assert.Equal(FailureKind.NotReady, failed.Failure.Kind));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(150)]
    public async Task A_round_that_dies_goes_on(int hit)
    {
        await using var test = new RoundTest(pairs: 2, trials: 3);
        var hits = 0;
        test.Node.AtFailpoints(place =>
        {
            if (place == "round.before-step" && Interlocked.Increment(ref hits) == hit) throw new InvalidOperationException($"Killed at hit {hit}.");
        });
        test.Node.StartAgents([.. test.Hosts]);
        await test.RunAsync();

        Assert.True(hits > hit);
        Assert.Equal(6, test.Recorded().Count);
        Assert.Equal(6, test.Starts().Sum(start => start.Trials.Count));
        Assert.All(test.Recorded(), trial => RoundTest.AssertTrue(trial.Result.Start!, trial.Result.Initiator));
    }
}
