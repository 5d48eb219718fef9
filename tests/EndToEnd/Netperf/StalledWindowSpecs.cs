using ActorBench.EndToEnd.Tests.Netns;
using ActorBench.Measurement.Netperf;

namespace ActorBench.EndToEnd.Tests.Netperf;

[Collection("labs")]
public sealed class StalledWindowSpecs(ITestOutputHelper output)
{
    private const int Every = 2_000;

    /// <summary>One datagram in two thousand never reaches the responder.</summary>
    private static readonly string[] LoseOne =
        ["-A", "INPUT", "-p", "udp", "-m", "statistic", "--mode", "nth", "--every", $"{Every}", "--packet", "100", "-j", "DROP"];

    [Fact]
    public async Task A_lost_datagram_stalls_our_netperf_timing_as_it_stalls_netperf()
    {
        Lab.Needed();
        Assert.SkipUnless(NetperfTools.WhyNot() is null, NetperfTools.WhyNot() ?? "");
        await Iptables.Needed();
        using var place = new Place();
        var file = place.Write("stalled.yaml", """
            name: stalled
            engine: both
            timing: netperf
            protocols: { udp: { sizes: [64 B] } }
            trial: { duration: 1 s, warmup: 0 ms, timeout: 20 s }
            repetitions: 3
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        await Soon.Until(() => Lab.Agents(run.Pid).Count > 0, "the lab is up and its agents start");
        Assert.Equal("", await Iptables.Add($"ab{run.Pid}-h2", LoseOne));

        (await run.End()).Expect(0);

        var outcome = await Outcome.Of(place);
        foreach (var row in outcome.Rows) output.WriteLine($"{row["engine"]}: {row["exchanges"]} exchanges in {row["elapsed_ns"]} ns, {row["flags"]}");
        // The first trial may have begun before the rule stood; a window without a loss holds ten times as many.
        foreach (var engine in outcome.AcceptedRows.GroupBy(row => row["engine"]))
        {
            var stalled = engine.Where(row => row.Count("exchanges") <= Every).ToArray();
            Assert.InRange(stalled.Length, 2, 3);
            Assert.All(stalled, row => Assert.InRange(row.Count("elapsed_ns"), 1_000_000_000, 1_200_000_000));
            Assert.All(stalled, row => Assert.Equal(("", "", ""), (row["lost"], row["stalled_ns"], row["flags"])));
        }

        Assert.Equal(2, outcome.AcceptedRows.Select(row => row["engine"]).Distinct().Count());
    }

    /// <summary>Datagrams of 64 B lose one in two thousand on their way to the responder, those of 65 B none.</summary>
    [Fact]
    public async Task Strict_timing_goes_on_at_the_same_rate_and_flags_the_trial_where_netperf_stalls()
    {
        Lab.Needed();
        Assert.SkipUnless(NetperfTools.WhyNot() is null, NetperfTools.WhyNot() ?? "");
        await Iptables.Needed();
        using var place = new Place();
        var file = place.Write("lossy.yaml", """
            name: lossy
            engine: both
            protocols: { udp: { sizes: [64 B, 65 B] } }
            trial: { duration: 1 s, warmup: 0 ms, timeout: 20 s }
            repetitions: 3
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        await Soon.Until(() => Lab.Agents(run.Pid).Count > 0, "the lab is up and its agents start");
        const int WithHeaders = 64 + 8 + 20;
        Assert.Equal("", await Iptables.Add($"ab{run.Pid}-h2", ["-A", "INPUT", "-p", "udp", "-m", "length", "--length", $"{WithHeaders}", .. LoseOne[4..]]));

        (await run.End()).Expect(0);

        var outcome = await Outcome.Of(place);
        foreach (var row in outcome.Rows) output.WriteLine($"{row["engine"]} {row["size_bytes"]} B: {row["exchanges_per_s"]} exchanges/s, lost {row["lost"]}, stalled {row["stalled_ns"]} ns, {row["flags"]}");
        var trials = outcome.AcceptedRows.ToLookup(row => (row["engine"], Lossy: row["size_bytes"] == "64"));
        Assert.All(trials[("native", true)], row => Assert.Equal(row.Count("lost") > 0, row.Flags.Contains("lossy")));
        Assert.All(trials[("native", false)], row => Assert.Equal((0, "0", true), (row.Count("lost"), row["stalled_ns"], !row.Flags.Contains("lossy"))));
        // The first trials may have begun before the rule stood.
        Assert.InRange(trials[("native", true)].Count(row => row.Flags.Contains("lossy")), 2, 3);
        Assert.InRange(Rate(trials[("native", true)]) / Rate(trials[("native", false)]), 0.5, 2);
        Assert.InRange(Rate(trials[("netperf", true)]) / Rate(trials[("netperf", false)]), 0, 0.5);
    }

    private static double Rate(IEnumerable<Row> trials) =>
        trials.Select(row => double.Parse(row["exchanges_per_s"], System.Globalization.CultureInfo.InvariantCulture)).Order().ElementAt(1);
}
