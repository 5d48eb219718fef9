using System.Diagnostics;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.EndToEnd.Tests;

/// <summary>A machine whose wall clock is set while it measures: a library between the agent and its C library sets the clock of that process alone.</summary>
[Collection("no labs")]
public sealed class SteppedClockSpecs(ITestOutputHelper output)
{
    private const int Trials = 4;
    private const long HourNs = 3_600_000_000_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private const string Text = """
        name: stepped
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 1 s, warmup: 10 ms, timeout: 10 s }
        repetitions: 4
        """;

    private const string Library = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <time.h>
        #include <unistd.h>

        int clock_gettime(clockid_t clock, struct timespec *time)
        {
            static int (*theirs)(clockid_t, struct timespec *);
            if (!theirs) theirs = dlsym(RTLD_NEXT, "clock_gettime");
            int result = theirs(clock, time);
            const char *file = getenv("SET_BACK_WHEN");
            if (result == 0 && clock == CLOCK_REALTIME && file && access(file, F_OK) == 0) time->tv_sec -= 3600;
            return result;
        }
        """;

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_inside_a_trial_flags_it_and_changes_nothing_else()
    {
        using var place = new Place();
        using var other = new Place();
        var (library, when) = (await BuiltAsync(other), Path.Combine(other.Folder, "now"));
        (other.Environment["LD_PRELOAD"], other.Environment["SET_BACK_WHEN"]) = (library, when);
        await using var coordinator = CoordinatorHere.Start(place);
        await using var h1 = coordinator.Agent(place, "h1");
        await using var h2 = coordinator.Agent(other, "h2");
        var campaign = new CampaignId("stepped-000000-1");
        await coordinator.CampaignAsync(campaign, Text);

        await Soon.Until(() => Stored.Accepted(place.Store) >= 2, "two trials are accepted");
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Window / 2, "the third is halfway");
        await File.WriteAllTextAsync(when, "");
        await Soon.Until(() => Stored.Accepted(place.Store) == Trials, "all trials are accepted");

        var events = Read(place.Store, campaign);
        var accepted = events.OfType<PairEvents.TrialRecorded>().OrderBy(trial => trial.Spec.Number).ToArray();
        foreach (var trial in accepted) output.WriteLine($"{trial.Key}: {trial.Result.Responder.Machine?.ClockStepNs} ns, {string.Join(' ', trial.Result.Flags)}");
        Assert.Equal(Enumerable.Range(1, Trials), accepted.Select(trial => trial.Spec.Number));
        Assert.Empty(events.OfType<PairEvents.AttemptFailed>());
        var flagged = Assert.Single(accepted, trial => trial.Result.Flags.Contains("invalid:clock"));
        Assert.InRange(flagged.Result.Responder.Machine!.ClockStepNs, -HourNs - 1_000_000_000, -HourNs + 1_000_000_000);
        Assert.All(accepted, trial => Assert.InRange(trial.Result.Initiator.Counters.ElapsedNs, 500_000_000, 2_000_000_000));
        Assert.False(h1.HasEnded || h2.HasEnded);
        Assert.Contains("invalid, kept in the figures", (await Actorbench.Run(place, "status")).Expect(0).Output, StringComparison.Ordinal);
        await coordinator.DisposeAsync();
    }

    private static ITrialEvent[] Read(string store, CampaignId campaign)
    {
        using var reader = StoreReader.Open(StoreAddress.File(store));
        return [.. reader.Read(campaign, TrialDetail.WithoutHistogram)!.TrialEvents];
    }

    private static async Task<string> BuiltAsync(Place place)
    {
        var (source, library) = (place.Write("clock.c", Library), Path.Combine(place.Folder, "clock.so"));
        try
        {
            var complaint = await Tools.TryAsync("gcc", "-shared", "-fPIC", "-o", library, source, "-ldl");
            Assert.SkipUnless(complaint == "", $"gcc can't build a library here: {complaint}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip($"gcc is needed (apt-get install gcc libc6-dev): {e.Message}");
        }

        return library;
    }
}
