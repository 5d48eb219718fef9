using ActorBench.HostNode.Platforms;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;

namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class ContainersSpecs(ITestOutputHelper output)
{
    private static readonly string[] Bare = ["native", "bridge", "routed", "macvlan"];
    private static readonly string[] Contained = ["podman", "runc", "crun", "nspawn", "lxc"];

    [Fact]
    public async Task One_campaign_measures_every_container_beside_bare_namespaces_and_leaves_nothing()
    {
        Lab.Needed();
        var able = await Able();
        using var place = new Place();
        var file = place.Write("containers.yaml", $$"""
            name: containers
            platforms: [{{string.Join(", ", (string[])[.. Bare, .. able])}}]
            protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 KiB] } }
            trial: { duration: 50 ms, warmup: 10 ms }
            repetitions: 2
            """);
        var before = Mounts();
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        var ended = (await run.End(TimeSpan.FromSeconds(90))).Expect(0);
        output.WriteLine(ended.Output);

        await Lab.LeavesNothing(run.Pid);
        Assert.Equal(before, Mounts());
        (await Outcome.Of(place)).Agrees(planned: (Bare.Length + able.Count) * 2 * 2);
        EachIsWhatItSays(place, able);
        EachStartIsOnRecord(place, Bare.Length - 1 + able.Count);
    }

    private void EachStartIsOnRecord(Place place, int guests)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        var starts = reader.Hosts().SelectMany(reader.HostEvents).OfType<HostEvents.GuestRegistered>().ToList();
        foreach (var start in starts.OrderBy(start => start.Platform, StringComparer.Ordinal)) output.WriteLine($"{start.Host} {start.Platform}: registered {start.StartMs} ms after the start of its place");
        Assert.Equal(guests * 2, starts.Count);
        // All of them at once here, and beside other tests.
        Assert.All(starts, start => Assert.InRange(start.StartMs, 10, 20_000));
    }

    private static string Mounts() => string.Join('\n', File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]));

    /// <summary>Those that can run here; the others are named with their reason.</summary>
    private async Task<IReadOnlyList<string>> Able()
    {
        var able = new List<string>();
        foreach (var platform in Contained)
        {
            var reason = await PlatformDrivers.All.Single(driver => driver.Platform == platform).Probe(CancellationToken.None);
            if (reason is null) able.Add(platform);
            else output.WriteLine($"left out: {platform}: {reason}");
        }

        Assert.SkipWhen(able.Count == 0, "No container can be had here.");
        return able;
    }

    private static void EachIsWhatItSays(Place place, IReadOnlyList<string> contained)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        var seen = reader.Read(Assert.Single(reader.Campaigns()))!.Environments.ToLookup(e => e.Platform, e => e.Facts);
        foreach (var platform in Bare.Skip(1)) Assert.All(seen[platform], facts => Assert.Equal(platform, facts["guest.wiring"]));
        foreach (var platform in contained)
        {
            Assert.Equal(2, seen[platform].Count());
            Assert.All(seen[platform], facts => Assert.Equal("bridge", facts["guest.wiring"]));
            Assert.All(seen[platform], facts => Assert.Contains(platform == "nspawn" ? "systemd" : platform, facts["guest.tool"], StringComparison.Ordinal));
            Assert.All(seen[platform], facts => Assert.Equal(seen["bridge"].First()["link.mtu"], facts["link.mtu"]));
        }

        Assert.All(seen["native"], facts => Assert.DoesNotContain("guest.wiring", facts.Keys));
    }
}
