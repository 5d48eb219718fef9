using System.Diagnostics;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Labs;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class KilledGuestsSpecs(ITestOutputHelper output)
{
    private const int LongestMs = 900;

    private static readonly string[] Places =
        ["/run/actorbench", "/run/actorbench/guests", "/run/lxc/lock/run/actorbench/guests", "/run/systemd/nspawn/propagate"];

    [Fact]
    public Task Nothing_is_left_when_their_keeper_is_killed_at_any_moment_of_their_starts_and_stops() => Kill(times: 4, seed: 20261125);

    [Fact]
    public Task Nor_is_it_after_fifty_kills()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") != "1", "Takes minutes: set ACTORBENCH_LONG=1.");
        return Kill(times: 50, seed: 50);
    }

    private async Task Kill(int times, int seed)
    {
        var platforms = await Able();
        output.WriteLine($"seed {seed}: {string.Join(", ", platforms)}");
        var (before, random) = (await Machine(), new Random(seed));
        for (var i = 0; i < times; i++)
        {
            await using var victim = new Victim(["loop-guests", .. platforms]);
            while (await victim.NextLine() != "looping") { }
            var moment = random.Next(LongestMs);
            await Task.Delay(moment); // the moment of the kill is what is tried here
            await victim.Kill();

            var clock = Stopwatch.StartNew();
            await Leftovers.CleanUp(CancellationToken.None);

            output.WriteLine($"killed {moment} ms after they were up, cleaned up in {clock.ElapsedMilliseconds} ms");
            Assert.Equal(before, await Machine());
            Assert.Empty(OfLab(victim.Prefix));
        }
    }

    /// <summary>Names and links of this machine, and what is mounted.</summary>
    private static async Task<string> Machine() =>
        $"{await Network.Everything()}\n{string.Join('\n', File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]))}";

    /// <summary>Folders, control groups and living processes that bear a lab's name.</summary>
    private static IReadOnlyList<string> OfLab(string prefix) =>
    [
        .. Places.Concat(["/sys/fs/cgroup"]).Concat(Folders("/sys/fs/cgroup")).SelectMany(Folders)
            .Where(folder => Path.GetFileName(folder).StartsWith($"{prefix}-", StringComparison.Ordinal)),
        .. Folders("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _) && EnvironmentOf(folder).Contains(prefix, StringComparison.Ordinal)),
    ];

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string EnvironmentOf(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<string[]> Able()
    {
        var reason = NetnsLab.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
        List<string> able = ["bridge"];
        foreach (var platform in (string[])["runc", "crun", "podman", "lxc", "nspawn"])
            if (await PlatformDrivers.Of(platform).Probe(CancellationToken.None) is null)
                able.Add(platform);
        return [.. able];
    }
}
