using System.Collections.Concurrent;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>What becomes of a container between two blocks.</summary>
[Collection("labs")]
public sealed class WarmGuestsSpecs(ITestOutputHelper output)
{
    private const int Blocks = 3;

    [Fact]
    public async Task Warm_guests_are_paused_between_blocks_and_go_on_in_the_next()
    {
        var (seen, starts) = await Run("warm");
        Assert.All(seen.GroupBy(one => one.Host), host => Assert.Single(host.Select(one => one.Pid).Distinct()));
        Assert.Contains(seen, one => one.Frozen);
        Assert.Equal(["h1", "h2"], starts.Select(start => start.Host).Order());
    }

    [Fact]
    public async Task Cold_guests_are_started_anew_for_each_block()
    {
        var (seen, starts) = await Run("cold");
        Assert.All(seen.GroupBy(one => one.Host), host => Assert.Equal(Blocks, host.Select(one => one.Pid).Distinct().Count()));
        Assert.DoesNotContain(seen, one => one.Frozen);
        Assert.Equal(Blocks * 2, starts.Count);
    }

    /// <summary>Looks at the guests for as long as the campaign runs, often enough to see each.</summary>
    private async Task<(IReadOnlyCollection<Seen> Guests, IReadOnlyList<HostEvents.GuestRegistered> Starts)> Run(string mode)
    {
        Lab.Needed();
        var platform = await Containers.ThatPauses();
        using var place = new Place();
        var file = place.Write("guests.yaml", $$"""
            name: guests
            guests: {{mode}}
            platforms: [native, {{platform}}]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 200 ms, warmup: 10 ms }
            repetitions: {{Blocks}}
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        var seen = new ConcurrentDictionary<Seen, bool>();
        using var over = new CancellationTokenSource();
        var looking = Task.Run(() => Look(run.Pid, platform, seen, over.Token), CancellationToken.None);
        var ended = await run.End(TimeSpan.FromSeconds(90));
        await over.CancelAsync();
        await looking;
        output.WriteLine(ended.Expect(0).Output);
        foreach (var one in seen.Keys.OrderBy(one => one.Host).ThenBy(one => one.Pid)) output.WriteLine($"{one}");

        await Lab.LeavesNothing(run.Pid);
        (await Outcome.Of(place)).Agrees(planned: Blocks * 2);
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        return ([.. seen.Keys], [.. reader.Hosts().SelectMany(reader.HostEvents).OfType<HostEvents.GuestRegistered>()]);
    }

    private static async Task Look(int run, string platform, ConcurrentDictionary<Seen, bool> seen, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            foreach (var agent in Lab.Agents(run).Where(agent => agent.Platform == platform)) seen[new Seen(agent.Host, agent.Pid, Containers.IsFrozen(agent.Pid))] = true;
            await Task.Delay(2, CancellationToken.None);
        }
    }

    private sealed record Seen(string Host, int Pid, bool Frozen);
}
