using System.Diagnostics;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>The real Xen: two machines under QEMU with its hypervisor, a host node in each dom0, and a guest node in a domain on each.</summary>
[Collection("labs")]
public sealed class XenLabSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan ImageBound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LabBound = TimeSpan.FromMinutes(9);

    [Fact]
    public async Task A_lab_of_machines_with_Xen_measures_dom0_beside_a_domain_and_goes_down_with_everything()
    {
        Lab.Needed();
        foreach (var tool in (string[])["qemu-system-x86_64", "mmdebstrap"]) Assert.SkipWhen(HostNode.Platforms.Tool.Find(tool) is null, $"This machine has no {tool}.");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Makes an image and boots machines on an emulated processor, which takes minutes: set ACTORBENCH_LONG=1.");
        using var place = new Place();
        var clock = Stopwatch.StartNew();
        await using (var image = Actorbench.Start(place, "image", "build", "--xen")) (await image.End(ImageBound)).Expect(0);
        output.WriteLine($"image {clock.Elapsed.TotalSeconds:0.0} s");

        clock.Restart();
        await using var lab = StandingLab.Of(place, "--machines", "xen");
        (await lab.Up(LabBound)).Expect(0);
        output.WriteLine($"both host nodes registered {clock.Elapsed.TotalSeconds:0.0} s after lab up");
        var keeper = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        await using var run = Actorbench.Start(
            place, "run", place.Write("small.yaml", Some.Campaign("native, xen", "300 ms", repetitions: 2)), "--coordinator", lab.Coordinator);
        await Soon.Until(() => Stored.Accepted(place.Store) >= 1, "1 trial accepted", LabBound);
        output.WriteLine($"both guest nodes registered and 1 trial stored {clock.Elapsed.TotalSeconds:0.0} s after lab up");
        output.WriteLine((await run.End(LabBound)).Expect(0).Output);
        (await Outcome.Of(place)).Agrees(planned: 12);

        var environments = Environments(place.Store);
        Assert.All(environments, one => Assert.Equal("true", one["guest.emulated"]));
        Assert.Equal(2, environments.Count(one => one.TryGetValue("guest.hypervisor", out var hypervisor) && hypervisor.StartsWith("xen 4.", StringComparison.Ordinal) && one["guest.domain_type"] == "pv"));
        var report = Path.Combine(place.Folder, "report.md");
        (await Actorbench.Run(place, "report", "--md", report, "--coordinator", lab.Coordinator)).Expect(0);
        Assert.Contains("emulat", string.Join('\n', File.ReadLines(report).Take(30)), StringComparison.OrdinalIgnoreCase);

        (await lab.Down()).Expect(0);
        await Lab.LeavesNothing(keeper);
        Assert.Empty(Directory.EnumerateDirectories("/run/actorbench", "*-dom0"));
    }

    private static List<IReadOnlyDictionary<string, string>> Environments(string store)
    {
        using var reader = StoreReader.Open(StoreAddress.File(store));
        return [.. reader.Read(reader.Campaigns()[0])!.Pairs.SelectMany(pair => pair.Events).Select(one => one.Event).OfType<PairEvents.EnvironmentRecorded>().Select(one => one.Facts)];
    }
}
