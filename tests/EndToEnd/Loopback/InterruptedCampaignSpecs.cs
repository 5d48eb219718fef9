namespace ActorBench.EndToEnd.Tests.Loopback;

[Collection("no labs")]
public sealed class InterruptedCampaignSpecs
{
    [Fact]
    public async Task Interrupted_it_goes_on_only_with_the_plan_that_it_began_with()
    {
        using var place = new Place();
        var text = Some.Campaign(duration: "200 ms", repetitions: 8);
        var file = place.Write("small.yaml", text);
        var before = await InterruptAfterAFewTrials(place, file);
        Assert.Equal("interrupted", before.State);
        Assert.InRange(before.Accepted, 1, 23);

        place.Write("small.yaml", text.Replace("seed: 7", "seed: 8", StringComparison.Ordinal));
        var refused = (await Actorbench.Run(place, "resume")).Expect(2);
        Assert.Contains("small.yaml has changed", refused.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(refused.ErrorLines, line => line.Contains("seed: 7", StringComparison.Ordinal) && line.TrimStart().StartsWith('-'));
        Assert.Contains(refused.ErrorLines, line => line.Contains("seed: 8", StringComparison.Ordinal) && line.TrimStart().StartsWith('+'));

        place.Write("small.yaml", "# Only a word to the reader.\n" + text);
        (await Actorbench.Run(place, "resume")).Expect(0);
        var after = await Outcome.Of(place);
        after.Agrees(planned: 24);
        Assert.Equal("done", after.State);
        after.Keeps(before);
    }

    private static async Task<Outcome> InterruptAfterAFewTrials(Place place, string file)
    {
        await using var run = Actorbench.Start(place, "run", file, "--lab", "loopback");
        await run.UntilAccepted(place, 2);
        run.Signal(Signals.Interrupt);
        var ended = (await run.End()).Expect(130);
        Assert.Contains("actorbench resume small-", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
        return await Outcome.Of(place);
    }

    [Fact]
    public async Task Interrupted_before_it_began_it_does_not_offer_to_resume_what_is_not_stored()
    {
        using var place = new Place();
        var file = place.Write("small.yaml", Some.Campaign());
        await using var run = Actorbench.Start(place, "run", file, "--lab", "loopback");
        await Soon.Until(() => File.Exists($"{place.Store}.lock"), "the store is locked");
        run.Signal(Signals.Interrupt);
        var ended = (await run.End()).Expect(130);

        // Where the signal found the campaign stored already, it must be there.
        var offered = ended.Errors.Contains("actorbench resume", StringComparison.Ordinal);
        (await Actorbench.Run(place, "status")).Expect(offered ? 0 : 2);
    }
}
