using System.Text.RegularExpressions;

namespace ActorBench.EndToEnd.Tests.Commands;

/// <summary>A campaign that is paused, so that it says the same for as long as it is asked; then it goes on to its end.</summary>
[Collection("no labs")]
public sealed partial class ParitySpecs(ITestOutputHelper output)
{
    private static readonly string[][] Twins =
    [
        ["campaign list", "list"],
        ["campaign show", "status"],
        ["campaign show ID", "status ID"],
        ["campaign trials", "export -o csv"],
        ["host list", "hosts"],
        ["campaign report -format md", "report --md -"],
        ["campaign report -format html", "report --html -"],
        ["campaign report -format latex", "report --latex -"],
        ["campaign report -format junit", "report --junit -"],
    ];

    private static readonly string[][] JsonTwins =
    [
        ["campaign list -o json", "list -o json"],
        ["campaign show --json", "status -o json"],
        ["campaign trials -o json", "export -o json"],
        ["host list -o json", "hosts -o json"],
    ];

    /// <summary>Orders that change nothing of a campaign that is paused already and has failed nothing, or are refused.</summary>
    private static readonly string[][] Orders =
    [
        ["campaign pause -reason lunch", "pause --reason lunch"],
        ["campaign pause -o json", "pause -o json"],
        ["campaign retry", "retry"],
        ["campaign retry -filter size:64KiB", "retry --filter size:64KiB"],
        ["campaign retry -filter sise:1B", "retry --filter sise:1B"],
        ["campaign resume nobody-000000-1", "resume nobody-000000-1"],
        ["campaign cancel nobody-000000-1", "cancel nobody-000000-1"],
        ["campaign stop nobody-000000-1", "stop nobody-000000-1"],
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
            Assert.Equal(Timeless(ours), Timeless(theirs));
            Assert.NotEmpty(ours);
        }

        foreach (var twins in Orders) await Alike(place, twins[0], twins[1]);
        var show = (await Pbm(place, "campaign show")).Expect(0).Output;
        var (watched, code) = await PbmProgram.Until(place, $"unix:{place.Store}.sock", "campaign watch", " · paused · ", () => Task.CompletedTask);
        Assert.Equal((show.Split('\n')[0], 130), (watched, code));

        Assert.Equal(before, Stored.Accepted(place.Store));
        Assert.Contains("campaign pause", (await Pbm(place, "campaign log")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("reason=lunch", (await Pbm(place, "campaign log")).Output, StringComparison.Ordinal);
        await Wrong(place);
        await using var watcher = Actorbench.Start(place, "status", "-w");
        // Of a run that lives, resume is an order as any other.
        Assert.Equal($"{id} goes on.\n", (await Actorbench.Run(place, "resume")).Expect(0).Output);
        (await run.End()).Expect(0);
        Assert.Contains($"{id} · done", (await watcher.End()).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(69, (await Pbm(place, "campaign list")).Code);
        (await Outcome.Of(place)).Agrees(planned: 18);
    }

    /// <summary>But for the name of the program that speaks.</summary>
    private async Task Alike(Place place, string line, string twin)
    {
        var (theirs, ours) = (await Pbm(place, line), await Actorbench.Run(place, twin.Split(' ')));
        output.WriteLine($"{line}: {ours.Code} {ours.Output}{ours.Errors}");
        Assert.Equal((ours.Code, ours.Output, Sentence(ours)), (theirs.Code, theirs.Output, Sentence(theirs)));
    }

    private static string Sentence(Ended ended) => ended.ErrorLines is [var line] ? line[(line.IndexOf(':') + 1)..] : string.Join('\n', ended.ErrorLines);

    /// <summary>A report says when it was made.</summary>
    private static string Timeless(string text) => MadeAt().Replace(text, "now");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( UTC|Z)?")]
    private static partial Regex MadeAt();

    private async Task Wrong(Place place)
    {
        foreach (var (code, words) in new[] { (2, "status -di x"), (2, "statsu"), (2, "pause --reson x"), (2, "report --md - --latex -") })
            Assert.Single((await Actorbench.Run(place, words.Split(' '))).Expect(code).ErrorLines);
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
