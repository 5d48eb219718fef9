using System.Text.RegularExpressions;

namespace ActorBench.EndToEnd.Tests.Loopback;

[Collection("no labs")]
public sealed partial class BackgroundCampaignSpecs
{
    [Fact]
    public async Task It_prints_its_id_and_goes_on_is_followed_to_its_end_and_keeps_others_off_its_store()
    {
        using var place = new Place { UnderDotnet = true };
        var file = place.Write("small.yaml", Some.Campaign(duration: "400 ms", repetitions: 6));

        var detached = (await Actorbench.Run(place, "run", file, "--lab", "loopback", "--detach")).Expect(0);
        var id = detached.Output.Trim();
        Assert.Matches("^small-[0-9a-f]{6}-1$", id);
        var holder = int.Parse(Process().Match(detached.Errors).Groups[1].Value);
        Assert.True(Proc.Lives(holder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(place.Store)!));

        await using (var follower = Actorbench.Start(place, "status", "-w"))
        {
            await Task.WhenAll(((string[][])[["run", file], ["run", file, "--detach"], ["resume"]]).Select(command => IsKeptOff(place, holder, command)));
            var followed = (await follower.End()).Expect(0);
            Assert.Contains($"{id} · running", followed.Output, StringComparison.Ordinal);
            Assert.Contains($"{id} · done", followed.Output, StringComparison.Ordinal);
        }

        await Soon.Until(() => !Proc.Lives(holder), "the background run ended");
        (await Outcome.Of(place)).Agrees(planned: 18);
        await TheNextOneIsNumberTwoAndTheNewest(place, file, id);
    }

    private static async Task IsKeptOff(Place place, int holder, string[] command)
    {
        var held = (await Actorbench.Run(place, command)).Expect(73);
        Assert.Contains($"process {holder} on", held.Errors, StringComparison.Ordinal);
        Assert.InRange(held.ErrorLines.Count, 1, 2);
    }

    private static async Task TheNextOneIsNumberTwoAndTheNewest(Place place, string file, string first)
    {
        var second = $"{first[..^1]}2";
        await using var run = Actorbench.Start(place, "run", file, "--lab", "loopback");
        await Soon.Until(() => Stored.Events(place.Store) is { Count: > 0 } events && events[0].Campaign.Value == second, "the second campaign began");
        run.Signal(Signals.Terminate);
        (await run.End()).Expect(143);

        Assert.Equal(second, (await Outcome.Of(place)).Status.GetProperty("campaign").GetString());
        var asked = Outcome.Json((await Actorbench.Run(place, "status", first, "-o", "json")).Expect(0).Output);
        Assert.Equal((first, "done"), (asked.GetProperty("campaign").GetString(), asked.GetProperty("state").GetString()));
        var list = Outcome.Json((await Actorbench.Run(place, "list", "-o", "json")).Expect(0).Output);
        Assert.Equal([second, first], list.EnumerateArray().Select(line => line.GetProperty("campaign").GetString()!));
    }

    [GeneratedRegex(@"\(process (\d+),")]
    private static partial Regex Process();
}
