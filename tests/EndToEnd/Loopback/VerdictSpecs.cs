namespace ActorBench.EndToEnd.Tests.Loopback;

/// <summary>What a run says of its own numbers, and what two runs say of each other.</summary>
[Collection("no labs")]
public sealed class VerdictSpecs : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_threshold_that_does_not_hold_ends_with_99_and_two_runs_can_be_compared()
    {
        // An interval of rates may reach down to nothing on a busy machine; that of a percentile ends with the slowest trial.
        var strict = _place.Write("strict.yaml", Some.Campaign(repetitions: 6, more: "thresholds: { \"p99(native, tcp)\": \"< 100 s\", \"cv(native, all)\": \"< 0.001 %\" }"));
        var loose = _place.Write("loose.yaml", Some.Campaign(repetitions: 6, more: "thresholds: { \"p99(native, tcp)\": \"< 100 s\" }"));

        var failed = (await Actorbench.Run(_place, "run", strict, "--lab", "loopback")).Expect(99);
        Assert.Contains("  ✓ p99(native, tcp) < 100 s\n", failed.Output, StringComparison.Ordinal);
        Assert.Contains("  ✗ cv(native, all) < 0.001 %\n", failed.Output, StringComparison.Ordinal);
        (await Actorbench.Run(_place, "run", loose, "--lab", "loopback")).Expect(0);

        var ids = Outcome.Json((await Actorbench.Run(_place, "list", "-o", "json")).Expect(0).Output).EnumerateArray().Select(line => line.GetProperty("campaign").GetString()!).ToArray();
        var compared = (await Actorbench.Run(_place, "compare", ids[1], $"{_place.Store}:{ids[0]}")).Expect(0);
        Assert.StartsWith($"A = {ids[1]}, ", compared.Output, StringComparison.Ordinal);
        Assert.Contains("Environments: the same.", compared.Output, StringComparison.Ordinal);
        Assert.Contains("n=6+6", compared.Output, StringComparison.Ordinal);
        var one = Outcome.Json((await Actorbench.Run(_place, "compare", ids[1], ids[0], "-filter", "proto:udp", "-o", "json")).Expect(0).Output);
        Assert.Equal(1, one.GetProperty("cells").GetArrayLength());
        Assert.Contains("did you mean 'proto'", (await Actorbench.Run(_place, "compare", ids[1], ids[0], "--filter", "prot:udp")).Expect(2).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_runs_are_warned_of_and_the_warning_is_explained()
    {
        var run = (await Actorbench.Run(_place, "run", _place.Write("small.yaml", Some.Campaign()), "--lab", "loopback")).Expect(0);
        Assert.Matches("  FEW_RUNS +native tcp 1 B: 3 trials of 3 planned; need ≥ 6\n", run.Output);

        Assert.StartsWith("FEW_RUNS (warning)\n", (await Actorbench.Run(_place, "explain", "few_runs")).Expect(0).Output, StringComparison.Ordinal);
        Assert.StartsWith("invalid:steal (flag)\n", (await Actorbench.Run(_place, "explain", "steal")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'FEW_RUNS'?", Assert.Single((await Actorbench.Run(_place, "explain", "FEW_RUN")).Expect(2).ErrorLines), StringComparison.Ordinal);
        Assert.True(Outcome.Json((await Actorbench.Run(_place, "explain", "-o", "json")).Expect(0).Output).GetArrayLength() > 25);
    }
}
