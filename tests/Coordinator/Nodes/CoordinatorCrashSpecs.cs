using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Tests.Nodes;

public sealed class CoordinatorCrashSpecs
{
    private const string Text = """
        name: crash
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 1500 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 2
        """;

    [Fact]
    public async Task A_trial_that_outlived_its_coordinator_is_taken_and_not_measured_again()
    {
        var campaign = new CampaignId("crash-000000-1");
        await using var test = new TestNode();
        test.StartAgents();
        await test.StartCampaignAsync(campaign, Text);
        await TestNode.UntilAsync(async () => (await test.StatusAsync(campaign)).Running.Count > 0, "a trial runs");
        await test.KillAsync();
        test.StartAgainOnTheSamePort();
        await test.ResumeAsync(campaign);
        await test.FinishedAsync(campaign);

        var record = await test.EachTrialIsAcceptedOnceAsync(campaign, 2);
        var events = record.Pairs.Single().Events.Select(e => e.Event).Where(e => e is not PairEvents.EnvironmentRecorded).ToArray();
        Assert.Empty(events.OfType<PairEvents.AttemptFailed>());
        var first = events.OfType<PairEvents.TrialRecorded>().First();
        Assert.Equal((1, 1), (first.Key.Trial, first.Key.Attempt));
        // Recorded by the second coordinator, before it began the block again: under the epoch of the first.
        Assert.Equal(["BlockStarted", "TrialRecorded", "BlockStarted"], events.Take(3).Select(e => e.GetType().Name));
        Assert.Equal(((PairEvents.BlockStarted)events[0]).InitiatorEpoch, first.Key.Epoch);
    }
}
