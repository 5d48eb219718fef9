using System.Diagnostics;
using ActorBench.EndToEnd.Tests.Netns;

namespace ActorBench.EndToEnd.Tests.OwnHosts;

/// <summary>Guests that a real libvirtd keeps, on two machines of which each has its own.</summary>
[Collection("labs")]
public sealed class LibvirtSpecs(ITestOutputHelper output)
{
    private const string Campaign = """
        name: kept
        hosts: [a, b]
        platforms: [native, libvirt]
        protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 B] } }
        trial: { duration: 200 ms, warmup: 1 ms }
        repetitions: 2
        """;

    private static readonly TimeSpan ImageBound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunBound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Domains_are_measured_beside_their_hosts_and_forgotten_with_them()
    {
        Lab.Needed();
        Assert.SkipUnless(File.Exists(LibvirtDaemon.Program) && HostNode.Platforms.Tool.Find("virsh") is not null, "This machine has no libvirtd and virsh.");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Makes an image and boots machines on an emulated processor, which takes minutes: set ACTORBENCH_LONG=1.");
        await using var machines = new TwoMachines();
        await using (var image = Actorbench.Start(machines.Place, "image", "build")) (await image.End(ImageBound)).Expect(0);
        await using var ofA = await LibvirtDaemon.Start(Path.Combine(machines.Place.Folder, "a"), TwoMachines.Enter("a"));
        await using var ofB = await LibvirtDaemon.Start(Path.Combine(machines.Place.Folder, "b"), TwoMachines.Enter("b"));
        await machines.StartCoordinator();
        Actorbench[] hosts = [machines.StartHostOfLibvirt("a", ofA.Uri), machines.StartHostOfLibvirt("b", ofB.Uri)];

        var clock = Stopwatch.StartNew();
        var ended = await machines.Start("a", "run", machines.Place.Write("kept.yaml", Campaign), "--coordinator", "127.0.0.1:9110").End(RunBound);

        output.WriteLine($"The campaign took {clock.Elapsed.TotalSeconds:0.0} s, its guests' start included.\n{ended.Output}\n{ended.Errors}\n{string.Join('\n', hosts.Select(host => host.ErrorsSoFar))}");
        ended.Expect(0);
        Assert.NotEmpty(ofA.Domains());
        foreach (var host in hosts)
        {
            host.Signal(Signals.Terminate);
            (await host.End()).Expect(0);
        }

        Assert.Empty(ofA.Domains().Concat(ofB.Domains()));
        Assert.Empty(TwoMachines.MadeOn("a").Concat(TwoMachines.MadeOn("b")));
    }
}
