using ActorBench.Measurement.Netperf;

namespace ActorBench.EndToEnd.Tests.Netperf;

[Collection("no labs")]
public sealed class NetperfRefusalSpecs : IDisposable
{
    private const string Campaign = """
        name: compared
        engine: both
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 1 s, warmup: 0 ms }
        repetitions: 1
        """;

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Without_netperf_on_the_path_a_run_is_refused_with_the_way_to_get_it_and_nothing_is_created()
    {
        _place.Environment["PATH"] = _place.Folder;
        var file = _place.Write("both.yaml", Campaign);

        var refused = (await Actorbench.Run(_place, "run", file, "--lab", "loopback")).Expect(2);

        Assert.Contains("no netperf on its PATH", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("component non-free", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("apt-get install netperf", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_place.Store)));
    }

    [Fact]
    public async Task A_plan_needs_no_netperf()
    {
        _place.Environment["PATH"] = _place.Folder;
        var file = _place.Write("both.yaml", Campaign);

        var planned = (await Actorbench.Run(_place, "plan", file, "-o", "json")).Expect(0);

        Assert.Equal(2, Outcome.Json(planned.Output).GetProperty("trials").GetInt32());
    }

    [Fact]
    public async Task The_loopback_lab_runs_both_engines_without_rights()
    {
        Assert.SkipUnless(NetperfTools.WhyNot() is null, NetperfTools.WhyNot() ?? "");
        var file = _place.Write("both.yaml", Campaign);

        (await Actorbench.Run(_place, "run", file, "--lab", "loopback")).Expect(0);

        var outcome = await Outcome.Of(_place);
        Assert.Equal(["native", "netperf"], outcome.AcceptedRows.Select(row => row["engine"]));
    }
}
