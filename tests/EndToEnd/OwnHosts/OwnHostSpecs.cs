using System.Diagnostics;
using ActorBench.EndToEnd.Tests.Netns;

namespace ActorBench.EndToEnd.Tests.OwnHosts;

/// <summary>Hosts that stand by themselves start guests on their own bridge.</summary>
[Collection("labs")]
public sealed class OwnHostSpecs(ITestOutputHelper output)
{
    private const string NameOfA = "/run/actorbench/ab-a.host";

    private const string Campaign = """
        name: own
        hosts: [a, b]
        platforms: [native, bridge, routed, cloud]
        protocols: { tcp: { sizes: [1 B, 8 KiB] }, udp: { sizes: [1 B] } }
        trial: { duration: 50 ms, warmup: 1 ms }
        repetitions: 2
        """;

    [Fact]
    public async Task Driven_and_declared_platforms_are_measured_in_one_campaign_and_nothing_is_left()
    {
        Lab.Needed();
        await using var machines = new TwoMachines();
        await machines.StartCoordinator();
        var (a, b) = (machines.StartHost("a"), machines.StartHost("b"));
        foreach (var host in (string[])["a", "b"]) machines.StartOwnGuest(host);

        var clock = Stopwatch.StartNew();
        var run = (await machines.Run("a", "run", machines.Place.Write("own.yaml", Campaign), "--coordinator", "127.0.0.1:9110")).Expect(0);

        output.WriteLine($"The campaign took {clock.Elapsed.TotalSeconds:0.0} s, its guests' start included.\n{run.Errors}\n{a.ErrorsSoFar}");
        var rows = Row.Parse((await machines.Run("a", "export", "-o", "csv", "--coordinator", "127.0.0.1:9110")).Expect(0).Output);
        var accepted = rows.Where(row => row.Accepted).ToList();
        Assert.Equal(4 * 3 * 2, accepted.Count);
        Assert.Equal(["bridge", "cloud", "native", "routed"], accepted.Select(row => row["platform"]).Distinct().Order(StringComparer.Ordinal));

        // A host node that is killed leaves its guests' places; the next one of its name clears them.
        Assert.NotEmpty(TwoMachines.MadeOn("a"));
        a.Signal(Signals.Kill);
        await a.End();
        Assert.NotEmpty(TwoMachines.MadeOn("a"));
        var again = machines.StartHost("a");
        await Soon.Until(() => TwoMachines.MadeOn("a").Count == 0, "the dead host node's guests are gone");

        foreach (var host in (Actorbench[])[again, b])
        {
            host.Signal(Signals.Terminate);
            (await host.End()).Expect(0);
        }

        Assert.Empty(TwoMachines.MadeOn("a").Concat(TwoMachines.MadeOn("b")));
        Assert.False(File.Exists(NameOfA));
    }

    [Fact]
    public async Task Two_host_nodes_do_not_start_guests_of_one_host_on_one_machine()
    {
        Lab.Needed();
        await using var machines = new TwoMachines();
        var first = machines.StartHost("a");
        await Soon.Until(() => File.Exists(NameOfA), "the first has its name");

        var second = await machines.StartHost("a").End();

        Assert.Equal(["Host: another host node on this machine starts guests of host a; end it first."], second.Expect(2).ErrorLines);
        Assert.False(first.HasEnded);
        first.Signal(Signals.Terminate);
        (await first.End()).Expect(0);
        Assert.False(File.Exists(NameOfA));
    }
}
