namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class LossSpecs(ITestOutputHelper output)
{
    /// <summary>One frame in a hundred never reaches the native initiator, and none goes to or from a routed guest of h1.</summary>
    private static readonly string[][] Rules =
    [
        ["-A", "INPUT", "-i", "br0", "-m", "statistic", "--mode", "nth", "--every", "100", "--packet", "0", "-j", "DROP"],
        ["-A", "FORWARD", "-j", "DROP"],
    ];

    [Fact]
    public async Task A_lossy_path_is_measured_and_flagged_and_a_dead_one_fails_within_its_deadline()
    {
        Lab.Needed();
        await Iptables.Needed();
        using var place = new Place();
        var file = place.Write("lossy.yaml", """
            name: lossy
            platforms: [native, routed]
            protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 B] } }
            trial: { duration: 400 ms, warmup: 10 ms, timeout: 2 s }
            repetitions: 2
            retries: 1
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        var host = $"ab{run.Pid}-h1";
        await Soon.Until(() => Lab.Agents(run.Pid).Count > 0, "the lab is up and its agents start");
        foreach (var rule in Rules) Assert.Equal("", await Iptables.Add(host, rule));

        var ended = (await run.End()).Expect(3);

        await Lab.LeavesNothing(run.Pid);
        output.WriteLine(ended.Output);
        var outcome = await Outcome.Of(place);
        foreach (var row in outcome.Rows)
            output.WriteLine($"{row["platform"]} {row["protocol"]} attempt {row["attempt"]}: {row["flags"]}, exchanges {row["exchanges"]}, lost {row["lost"]}, stalled {row["stalled_ns"]}, retransmits {row["retransmits"]}");
        Assert.Equal("done-with-failures", outcome.State);
        NativeIsMeasured(outcome);
        RoutedFails(outcome);
    }

    private static void NativeIsMeasured(Outcome outcome)
    {
        Assert.Equal(4, outcome.AcceptedRows.Count);
        Assert.All(outcome.AcceptedRows, row => Assert.Equal("native", row["platform"]));
        Assert.All(outcome.AcceptedRows.Where(row => row["protocol"] == "udp"), row =>
        {
            Assert.Contains("lossy", row.Flags);
            Assert.True(row.Count("lost") > 0 && row.Count("stalled_ns") > 0);
        });
        Assert.All(outcome.AcceptedRows.Where(row => row["protocol"] == "tcp"), row =>
        {
            Assert.Equal(0, row.Count("lost"));
            Assert.True(row.Count("retransmits") > 0);
        });
    }

    private static void RoutedFails(Outcome outcome)
    {
        Assert.Equal(4, outcome.Status.GetProperty("failed").GetInt32());
        var failed = outcome.Rows.Where(row => row["platform"] == "routed").ToArray();
        // Each of four trials is tried twice.
        Assert.Equal(8, failed.Length);
        Assert.All(failed, row =>
        {
            Assert.False(row.Accepted);
            Assert.True(row.Flags is [not "internal", { Length: > 20 }], row["flags"]);
        });
        // Window and timeout are under 3 s; the rest is for a loaded machine.
        var times = failed.Select(row => DateTimeOffset.Parse(row["started_at"], System.Globalization.CultureInfo.InvariantCulture)).Order().ToArray();
        var gaps = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).Order().ToArray();
        Assert.InRange(gaps[gaps.Length / 2], 0, 10);
    }
}
