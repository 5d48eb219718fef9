using System.Text.Json;
using ActorBench.EndToEnd.Tests.Netns;
using ActorBench.Measurement.Netperf;

namespace ActorBench.EndToEnd.Tests.Netperf;

[Collection("labs")]
public sealed class BothEnginesSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Both_engines_measure_the_same_cells_side_by_side_and_say_how_far_they_agree()
    {
        Needed();
        using var place = new Place();
        var file = place.Write("both.yaml", """
            name: both
            engine: both
            platforms: [native, bridge]
            protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [512 B] } }
            trial: { duration: 1 s, warmup: 10 ms, timeout: 20 s }
            repetitions: 2
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");

        var ended = (await run.End()).Expect(0);

        output.WriteLine(ended.Output);
        await Lab.LeavesNothing(run.Pid);
        var outcome = await Outcome.Of(place);
        Assert.Equal((16, "done"), (outcome.AcceptedRows.Count, outcome.State));
        foreach (var block in outcome.AcceptedRows.GroupBy(row => row["block"])) StandTogether([.. block]);
        Assert.All(outcome.AcceptedRows, Holds);
        Agreement(outcome.Status.GetProperty("agreement"), ended.Output);
    }

    [Fact]
    public async Task An_agent_that_is_killed_takes_its_netserver_along_and_a_stopped_run_leaves_no_program_of_netperfs()
    {
        Needed();
        using var place = new Place();
        var file = place.Write("long.yaml", """
            name: long
            engine: netperf
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 60 s, timeout: 20 s }
            repetitions: 1
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        var (netserver, _) = await Soon.Some(() => Child(run.Pid, "netserver"), "netserver runs");
        var (netperf, _) = await Soon.Some(() => Child(run.Pid, "netperf"), "netperf runs");
        Assert.NotEqual(Proc.NetworkNamespace(netserver), Proc.NetworkNamespace(netperf));

        Signals.Send(Lab.Agents(run.Pid).Single(agent => agent.Host == "h2").Pid, Signals.Kill);

        await Soon.Until(() => !Proc.Lives(netserver), "netserver has died with its agent");
        await Soon.Until(() => !Proc.Lives(netperf), "netperf has ended with its trial");
        // The trial runs again: by another netserver of an agent that was started anew.
        var (again, _) = await Soon.Some(() => Child(run.Pid, "netperf"), "netperf runs again");
        run.Signal(Signals.Interrupt);
        (await run.End()).Expect(130);
        Assert.False(Proc.Lives(again));
        await Lab.LeavesNothing(run.Pid);
    }

    private static void Needed()
    {
        Lab.Needed();
        Assert.SkipUnless(NetperfTools.WhyNot() is null, NetperfTools.WhyNot() ?? "");
    }

    private static Tuple<int, string[]>? Child(int run, string program) => Proc.Descendants(run)
        .Where(process => Path.GetFileName(process.Command.FirstOrDefault()) == program)
        .Select(process => Tuple.Create(process.Pid, process.Command)).FirstOrDefault();

    /// <summary>All platforms and engines of one protocol and size come one after the other.</summary>
    private static void StandTogether(Row[] block)
    {
        foreach (var comparison in block.OrderBy(row => row.Trial).Chunk(4))
        {
            Assert.Single(comparison.DistinctBy(row => (row["protocol"], row["size_bytes"])));
            Assert.Equal(
                ["bridge native", "bridge netperf", "native native", "native netperf"],
                comparison.Select(row => $"{row["platform"]} {row["engine"]}").Order(StringComparer.Ordinal));
        }
    }

    private static void Holds(Row row)
    {
        Assert.True(row.Count("exchanges") > 0, "exchanges");
        Assert.Equal(row.Count("exchanges") * row.Count("size_bytes"), row.Count("bytes_out"));
        Assert.InRange(row.Count("elapsed_ns") + (row["stalled_ns"] == "" ? 0 : row.Count("stalled_ns")), 900_000_000, 3_000_000_000);
        Assert.InRange(row.Number("rtt_max_us"), row.Number("rtt_p50_us"), double.MaxValue);
        Assert.Equal(row["engine"] == "netperf", row["lost"] == "");
        Assert.Equal(row["protocol"] == "tcp", row["retransmits"] != "");
        Assert.Equal(row["engine"] == "netperf" ? "netperf" : "strict", row["timing"]);
    }

    private static void Agreement(JsonElement agreement, string output)
    {
        Assert.Contains("Agreement with netperf", output, StringComparison.Ordinal);
        Assert.Equal(4, agreement.GetArrayLength());
        Assert.All(agreement.EnumerateArray(), cell =>
        {
            Assert.Equal(2, cell.GetProperty("pairs").GetInt32());
            // How large it is says nothing here: two seconds on a machine that runs tests.
            Assert.InRange(cell.GetProperty("bias_pct").GetDouble(), cell.GetProperty("lower_limit_pct").GetDouble(), cell.GetProperty("upper_limit_pct").GetDouble());
        });
    }
}
