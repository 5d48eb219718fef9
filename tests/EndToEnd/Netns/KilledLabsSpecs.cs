using System.Diagnostics;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.HostNode.Platforms;
using Leftovers = ActorBench.EndToEnd.Tests.Processes.Leftovers;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Labs whose commands and keepers are killed at any moment.</summary>
[Collection("labs")]
public sealed class KilledLabsSpecs(ITestOutputHelper output)
{
    private static readonly string[] Living = ["starting", "up", "silent", "ending"];
    private static readonly string[] Settled = ["up", "dead", "ended", ""];

    /// <summary>About what each takes where nothing else runs; moments of kills are drawn from it.</summary>
    private const int UpMs = 4_000, DownMs = 1_500, CampaignMs = 5_000;

    private enum Victim
    {
        Up,
        KeeperComingUp,
        Down,
        KeeperGoingDown,
        KeeperAtWork,

        /// <summary>'lab down' of a lab whose keeper was killed.</summary>
        Removal,
    }

    [Fact]
    public Task Killed_at_any_moment_of_up_work_and_down_a_lab_is_shown_as_it_is_and_leaves_nothing() => Kill(times: 6, seed: 20261126);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public Task Nor_does_it_after_fifty_kills(int seed)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") != "1", "Takes minutes: set ACTORBENCH_LONG=1.");
        return Kill(times: 10, seed);
    }

    private async Task Kill(int times, int seed)
    {
        Lab.Needed();
        Assert.SkipWhen(LabFolder.Standard.All().Count > 0, "Labs stand on this machine, which 'lab down --all' would end.");
        var crun = await PlatformDrivers.All.Single(driver => driver.Platform == "crun").Probe(CancellationToken.None) is null;
        output.WriteLine($"seed {seed}{(crun ? "" : ", no crun here")}");
        var (before, random) = (Leftovers.OfTheDead(), new Random(seed));
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            using var place = new Place();
            var lab = StandingLab.Of(place);
            var victim = (Victim)(i % Enum.GetValues<Victim>().Length);
            var what = await Kill(victim, lab, place, random, crun ? "native, bridge, crun" : "native, bridge");
            var state = await Truth(lab);
            var way = (i + seed) % 5 == 0 ? "up" : "down --all";
            output.WriteLine($"{i}: {what}; {(state.Length == 0 ? "nothing" : state)}; {way}");
            if (way == "up") await NextUp(lab);
            else (await Actorbench.Run(place, "lab", "down", "--all")).Expect(0);

            await Soon.Until(() => lab.Keepers().Count == 0 && Left(lab, place).Except(before).ToArray() is [], "nothing is left", TimeSpan.FromSeconds(10));
            output.WriteLine($"{i}: {clock.ElapsedMilliseconds} ms");
        }
    }

    /// <returns>What was killed when.</returns>
    private static async Task<string> Kill(Victim victim, StandingLab lab, Place place, Random random, string platforms)
    {
        if (victim is Victim.Up or Victim.KeeperComingUp)
        {
            await using var up = lab.StartUp();
            var moment = await At(UpMs);
            if (victim == Victim.Up)
            {
                Signals.Send(up.Pid, Signals.Kill);
                return $"'lab up' killed after {moment} ms";
            }

            var keepers = KillKeeper();
            var ended = await up.End(TimeSpan.FromSeconds(60));
            return $"{keepers} keeper killed {moment} ms after 'lab up', which ended with {ended.Code}";
        }

        (await lab.Up()).Expect(0);
        if (victim == Victim.KeeperAtWork)
        {
            var file = place.Write("small.yaml", Some.Campaign(platforms, "100 ms", repetitions: 4));
            await using var run = Actorbench.Start(place, "run", file, "--coordinator", lab.Coordinator);
            var moment = await At(CampaignMs);
            KillKeeper();
            var ended = await run.End(TimeSpan.FromSeconds(20));
            Assert.True(ended.Code is 69 or 0, $"'run' ended with {ended.Code}: {ended.Errors}");
            return $"keeper killed {moment} ms after the start of a campaign, which ended with {ended.Code}";
        }

        if (victim == Victim.Removal) KillKeeper();
        await using var down = Actorbench.Start(place, "lab", "down", lab.Name);
        var at = await At(DownMs);
        if (victim is Victim.Down or Victim.Removal)
        {
            Signals.Send(down.Pid, Signals.Kill);
            return $"'lab down' of a {(victim == Victim.Down ? "living" : "dead")} lab killed after {at} ms";
        }

        var killed = KillKeeper();
        (await down.End()).Expect(0);
        return $"{killed} keeper killed {at} ms after 'lab down'";

        // The moment of the kill is what is tried here.
        async Task<int> At(int most)
        {
            var moment = random.Next(most);
            await Task.Delay(moment);
            return moment;
        }

        int KillKeeper()
        {
            var keepers = lab.Keepers();
            foreach (var keeper in keepers) Signals.Send(keeper, Signals.Kill);
            return keepers.Count;
        }
    }

    /// <summary>What 'lab status' says, which must be what its processes say where that does not change meanwhile.</summary>
    private static async Task<string> Truth(StandingLab lab)
    {
        while (true)
        {
            var before = lab.Keepers().Count;
            var state = await StateOf(lab);
            if (before != lab.Keepers().Count) continue;
            if (before == 0) Assert.False(Living.Contains(state), $"'lab status' says {state} of a lab that nobody keeps.");
            else Assert.NotEqual("dead", state);
            return state;
        }
    }

    private static async Task<string> StateOf(StandingLab lab) => (await lab.Status())?.GetProperty("state").GetString() ?? "";

    /// <summary>A lab that stands is refused, and every other is replaced.</summary>
    private static async Task NextUp(StandingLab lab)
    {
        var state = await StateOf(lab);
        for (var clock = Stopwatch.StartNew(); !Settled.Contains(state) || (state != "up" && lab.Keepers().Count > 0); state = await StateOf(lab))
            Assert.True(clock.Elapsed < Soon.Limit, $"The lab is still {state}.");
        (await lab.Up()).Expect(state == "up" ? 73 : 0);
        Assert.Single(lab.Keepers());
        Assert.Equal("up", await StateOf(lab));
        (await lab.Down()).Expect(0);
    }

    private static IEnumerable<string> Left(StandingLab lab, Place place) =>
    [
        .. Leftovers.OfTheDead(),
        .. Directory.Exists("/run/actorbench/labs") ? Directory.EnumerateFiles("/run/actorbench/labs", $"{lab.Name}.*") : [],
        .. Proc.All().Where(pid => Proc.Lives(pid) && Proc.Command(pid).Any(word => word.Contains(place.Folder, StringComparison.Ordinal))).Select(pid => $"process {pid} of {place.Folder}"),
        .. File.Exists($"{place.Store}.sock") ? [$"{place.Store}.sock"] : Array.Empty<string>(),
    ];
}
