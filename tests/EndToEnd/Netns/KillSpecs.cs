using System.Globalization;

namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class KillSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_agents_are_started_again_by_the_same_run_and_a_killed_coordinator_is_resumed()
    {
        Lab.Needed();
        using var place = new Place();
        await using var series = new KillSeries(place, seed: 20260301, output.WriteLine);
        await series.Run(3, [Victim.GuestNode, Victim.HostNode, Victim.Coordinator]);
    }

    /// <summary>ACTORBENCH_LONG=1 for a hundred kills, or their number.</summary>
    [Fact]
    public async Task A_hundred_kills_at_any_moment_lose_no_trial_and_double_none()
    {
        Lab.Needed();
        Assert.SkipUnless(
            int.TryParse(Environment.GetEnvironmentVariable("ACTORBENCH_LONG"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) && kills > 0,
            "Takes an hour or so: set ACTORBENCH_LONG=1.");
        using var place = new Place();
        await using var series = new KillSeries(place, seed: 2007, output.WriteLine);
        await series.Run(kills == 1 ? 100 : kills);
    }
}
