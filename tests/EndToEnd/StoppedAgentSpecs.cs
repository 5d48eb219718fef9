using System.Diagnostics;
using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.EndToEnd.Tests;

[Collection("no labs")]
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
        using var place = new Place();
        await using var coordinator = Coordinator(place);
        await using var h1 = Agent(place, coordinator, "h1");
        await using var h2 = Agent(place, coordinator, "h2");
        await coordinator.CampaignAsync(new CampaignId("asleep-000000-1"), Text);
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

    [Fact]
    public async Task An_agent_that_sleeps_while_its_host_goes_to_another_campaign_gives_the_first_one_nothing_and_disturbs_no_trial_of_the_second()
    {
        using var place = new Place();
        await using var coordinator = Coordinator(place);
        await using var h1 = Agent(place, coordinator, "h1");
        await using var h2 = Agent(place, coordinator, "h2");
        var (first, second) = (new CampaignId("asleep-000000-1"), new CampaignId("asleep-000000-2"));
        await coordinator.CampaignAsync(first, Text);
        await Soon.Until(() => Of(place, first).Any(e => e is PairEvents.BlockStarted), "the first trial begins");

        h1.Signal(Signals.Stop);
        await coordinator.OrderAsync(new CampaignCommands.Cancel(first, "It is not wanted any more."));
        await coordinator.CampaignAsync(second, Text);
        await Soon.Until(() => Leases(place).Any(lease => lease.Holder.StartsWith(second.Value, StringComparison.Ordinal)), "the host is the second campaign's");
        Assert.DoesNotContain(Of(place, second), e => e is PairEvents.BlockStarted);
        var awake = DateTimeOffset.UtcNow;
        h1.Signal(Signals.Continue);
        await Soon.Until(() => Of(place, second).OfType<PairEvents.TrialRecorded>().Count() == 2, "both trials of the second are accepted");

        Assert.DoesNotContain(Of(place, first), e => e is PairEvents.TrialRecorded);
        Assert.All(Of(place, second).OfType<PairEvents.TrialRecorded>(), trial => Assert.True(trial.Result.Initiator.StartedAt >= awake));
        Assert.DoesNotContain(Of(place, second), e => e is PairEvents.AttemptFailed);
        await coordinator.DisposeAsync();
    }

    private static CoordinatorNode Coordinator(Place place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGSTOP is of Unix, and /proc tells whether it is obeyed.");
        return CoordinatorHere.Start(place, EntityTimings.Lab with { Host = HostRules.Lab with { Lease = Lease, Margin = Lease } });
    }

    private static Actorbench Agent(Place place, CoordinatorNode coordinator, string host) =>
        coordinator.Agent(place, host, "--spool", Path.Combine(place.Folder, "spool"));

    private static IReadOnlyList<IPairEvent> Of(Place place, CampaignId campaign)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        return [.. reader.Read(campaign, TrialDetail.Counters)?.Pairs.SelectMany(pair => pair.Events.Select(e => e.Event)) ?? []];
    }

    private static IEnumerable<HostEvents.LeaseGranted> Leases(Place place)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        return reader.HostEvents("h1").OfType<HostEvents.LeaseGranted>();
    }
}
