namespace ActorBench.EndToEnd.Tests.Commands;

/// <summary>A campaign that is paused, so that it says the same for as long as it is asked; then it goes on to its end.</summary>
[Collection("no labs")]
public sealed class ParitySpecs(ITestOutputHelper output)
{
    private static readonly string[][] Twins =
    [
        ["campaign list", "list"],
        ["campaign show", "status"],
        ["campaign show ID", "status ID"],
        ["campaign trials", "export -o csv"],
    ];

    private static readonly string[][] JsonTwins =
    [
        ["campaign list -o json", "list -o json"],
        ["campaign show --json", "status -o json"],
        ["campaign trials -o json", "export -o json"],
    ];

    [Fact]
    public async Task Pbm_and_actorbench_say_the_same_of_a_coordinator_and_of_its_store()
    {
        using var place = new Place();
        var file = place.Write("small.yaml", Some.Campaign(duration: "300 ms", repetitions: 6));
        await using var run = Actorbench.Start(place, "run", file, "--lab", "loopback");
        await run.UntilAccepted(place, 2);
        var id = Stored.Events(place.Store)[0].Campaign.Value;

        Assert.Equal($"{id} is paused.\n", (await Pbm(place, "campaign pause -reason lunch")).Expect(0).Output);
        await Soon.Until(() => StatusNow(place).Contains("\"running\": []", StringComparison.Ordinal), "the trial in flight ended");
        var before = Stored.Accepted(place.Store);
        foreach (var twins in Twins.Concat(JsonTwins))
        {
            var theirs = (await Pbm(place, twins[0].Replace("ID", id, StringComparison.Ordinal))).Expect(0).Output;
            var ours = (await Actorbench.Run(place, twins[1].Replace("ID", id, StringComparison.Ordinal).Split(' '))).Expect(0).Output;
            Assert.Equal(ours, theirs);
            Assert.NotEmpty(ours);
        }

        Assert.Equal(before, Stored.Accepted(place.Store));
        Assert.Contains("campaign pause", (await Pbm(place, "campaign log")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("reason=lunch", (await Pbm(place, "campaign log")).Output, StringComparison.Ordinal);
        await Wrong(place);
        Assert.Equal($"{id} goes on.\n", (await Pbm(place, "campaign resume")).Expect(0).Output);
        (await run.End()).Expect(0);
        Assert.Equal(69, (await Pbm(place, "campaign list")).Code);
        (await Outcome.Of(place)).Agrees(planned: 18);
    }

    private async Task Wrong(Place place)
    {
        foreach (var (line, sentence) in new[]
        {
            ("campain list", "did you mean 'campaign'?"),
            ("campaign lst", "did you mean 'list'?"),
            ("campaign show -di x", "has no switch -di"),
            ("campaign show nobody-000000-1", "There is no campaign 'nobody-000000-1'"),
            ("campaign submit /no/such.yaml", "can't be read"),
        })
        {
            var ended = (await Pbm(place, line)).Expect(2);
            output.WriteLine(ended.Errors);
            Assert.Contains(sentence, ended.Errors, StringComparison.Ordinal);
            Assert.Single(ended.ErrorLines);
        }

        var wrong = place.Write("wrong.yaml", "name: x\nplatforms: [native]\nrepetition: 3\n");
        Assert.Contains("wrong.yaml:3:1: unknown key 'repetition'; did you mean 'repetitions'?", (await Pbm(place, $"campaign submit {wrong}")).Expect(2).Errors, StringComparison.Ordinal);
    }

    private static string StatusNow(Place place) => Pbm(place, "campaign show -o json").GetAwaiter().GetResult().Output;

    private static Task<Ended> Pbm(Place place, string line) => PbmProgram.Run(place, $"unix:{place.Store}.sock", line);
}
