namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class OrdinaryUserSpecs
{
    private const int Trials = 18;

    /// <summary>In /run, of which the user namespace has one of its own: a store there must be the machine's all the same.</summary>
    [Fact]
    public async Task Told_alone_the_outer_process_ends_the_inner_one_gracefully_and_what_is_stored_in_run_stays()
    {
        await OrdinaryUser.Needed();
        using var place = new Place("/run") { OfOrdinaryUser = true };
        await OrdinaryUser.Give(place.Folder);
        var file = place.Write("small.yaml", Some.Campaign("native", "100 ms", repetitions: Trials / 3));

        foreach (var (signal, code) in ((int, int)[])[(Signals.Interrupt, 130), (Signals.Terminate, 143)])
        {
            await using var run = Actorbench.Start(place, Stored.Accepted(place.Store) == 0 ? ["run", file, "--lab", "netns"] : ["resume"]);
            await run.UntilAccepted(place, Stored.Accepted(place.Store) + 2);
            var inner = Proc.Descendants(run.Pid);
            Assert.NotEmpty(inner);
            run.Signal(signal);
            var stopped = (await run.End()).Expect(code);
            Assert.Contains("actorbench resume small-", stopped.Errors, StringComparison.Ordinal);
            await Soon.Until(() => !inner.Any(process => Proc.Lives(process.Pid)), "every process of the lab ended");
            Assert.Equal("interrupted", (await Outcome.Of(place)).State);
        }

        (await Actorbench.Run(place, "resume")).Expect(0);
        var after = await Outcome.Of(place);
        after.Agrees(Trials);
        Assert.Equal("yes", after.Status.GetProperty("lab").GetProperty("user_namespace").GetString());
    }

    [Fact]
    public async Task A_store_that_would_be_gone_with_the_namespace_is_refused()
    {
        await OrdinaryUser.Needed();
        using var place = new Place { OfOrdinaryUser = true };
        await OrdinaryUser.Give(place.Folder);
        var file = place.Write("small.yaml", Some.Campaign());
        var store = $"/run/actorbench-e2e-{Guid.NewGuid():N}/store.db";

        var refused = await Actorbench.Run(place, "run", file, "--lab", "netns", "--store", store);

        Assert.Contains(refused.Code, (int[])[74, 77]);
        Assert.Contains(Path.GetDirectoryName(store)!, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }
}
