namespace ActorBench.Cluster.Tests;

/// <summary>A run that only looks at what a standing coordinator does.</summary>
[Collection("standing")]
public sealed class AttachedRunSpecs
{
    private const string Campaign = """
        name: attached
        platforms: [native]
        hosts: [a, b]
        pairs: [[a, b]]
        protocols: { tcp: { sizes: [512 B] } }
        trial: { duration: 200 ms, warmup: 20 ms }
        repetitions: 8
        thresholds: { "rate(native, tcp)": "> 900000 Mbit/s" }
        """;

    [Fact]
    public async Task It_outlives_the_coordinator_and_ends_with_the_code_of_the_threshold_that_does_not_hold()
    {
        await using var standing = await Standing.StartAsync();
        await using var run = Actorbench.Start(standing.Place, "run", standing.Place.Write("attached.yaml", Campaign), "--coordinator", standing.Commands);
        await Soon.Until(() => File.Exists(standing.Place.Store) && standing.Newest() is { } id && standing.AcceptedTrials(id).Length > 0, "a trial is accepted");
        await standing.StopCoordinatorAsync(Signals.Kill);
        await standing.StartCoordinatorAsync();

        var ended = (await run.End()).Expect(99);

        Assert.Contains("Thresholds\n  ✗ rate(native, tcp)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("8 of 8 trials accepted", ended.Errors, StringComparison.Ordinal);
    }
}
