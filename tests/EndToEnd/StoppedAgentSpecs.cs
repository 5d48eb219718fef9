using System.Diagnostics;
using System.Net;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.EndToEnd.Tests;

[Collection("labs")]
public sealed class StoppedAgentSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a lease and the longest attempt, which it is held for as well.</summary>
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(6);

    /// <summary>Stopped between two trials, it is missed only when the host has waited for it in vain.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(90);

    private const string Text = """
        name: asleep
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 1500 ms, warmup: 10 ms, timeout: 1 s }
        repetitions: 2
        retries: 9
        """;

    [Fact]
    public async Task What_an_agent_says_that_slept_beyond_its_lease_is_not_taken_and_the_campaign_ends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGSTOP is of Unix, and /proc tells whether it is obeyed.");
        using var place = new Place();
        Directory.CreateDirectory(Path.GetDirectoryName(place.Store)!);
        var timings = EntityTimings.Lab with { Host = HostRules.Lab with { Lease = Lease, Margin = Lease } };
        await using var coordinator = CoordinatorNode.Start(IPAddress.Loopback, 0, StoreAddress.File(place.Store), timings: timings);
        await using var h1 = Agent(place, coordinator, "h1");
        await using var h2 = Agent(place, coordinator, "h2");
        var campaign = new CampaignId("asleep-000000-1");
        var plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("asleep", null, Text), []));
        await coordinator.Entities.Campaigns.Ask<CampaignReplies.Accepted>(
            new CampaignCommands.Start(campaign, Text, null, [], plan.Hash, new Dictionary<string, string>()), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Soon.Until(() => Stored.Events(place.Store).Any(e => e is PairEvents.BlockStarted), "the first trial begins");

        h1.Signal(Signals.Stop);
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Asleep && Stored.Events(place.Store).Any(e => e is PairEvents.AttemptFailed), "the agent is missed", Missed);
        var awake = DateTimeOffset.UtcNow;
        h1.Signal(Signals.Continue);
        await Soon.Until(() => Stored.Accepted(place.Store) == 2, "both trials are accepted");
        var spools = Directory.GetFiles(Path.Combine(place.Folder, "spool"), "*.spool", SearchOption.AllDirectories);
        await Soon.Until(() => spools.All(file => new FileInfo(file).Length < 100), "nobody holds a result any more");

        var events = Stored.Events(place.Store);
        foreach (var failed in events.OfType<PairEvents.AttemptFailed>()) output.WriteLine($"{failed.Key}: {failed.Failure}");
        var accepted = events.OfType<PairEvents.TrialRecorded>().ToArray();
        Assert.Equal([1, 2], accepted.Select(trial => trial.Spec.Number));
        Assert.All(accepted, trial => Assert.True(trial.Result.Initiator.StartedAt >= awake, $"{trial.Key} began at {trial.Result.Initiator.StartedAt:O}, before {awake:O}."));
        Assert.Empty(accepted.Select(trial => trial.Key).Intersect(events.OfType<PairEvents.AttemptFailed>().Select(attempt => attempt.Key)));
        Assert.Equal(2, spools.Length);
        await coordinator.DisposeAsync();
    }

    private static Actorbench Agent(Place place, CoordinatorNode coordinator, string host) => Actorbench.Start(
        place,
        ["host", "--host", host, "--coordinator", coordinator.Address, "--management-address", "127.0.0.1", "--data-address", "127.0.0.1",
         "--with-parent", "--spool", Path.Combine(place.Folder, "spool")]);
}
