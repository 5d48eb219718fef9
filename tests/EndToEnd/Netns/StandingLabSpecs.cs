using System.Text.Json;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Labs that stand after their command has returned.</summary>
[Collection("labs")]
public sealed class StandingLabSpecs
{
    [Fact]
    public async Task A_lab_takes_one_campaign_after_another_keeps_others_off_and_goes_down_with_everything()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place, "--rate", "200 Mbit/s");
        var seen = (await lab.Status())!.Value;
        var keeper = seen.GetProperty("pid").GetInt32();
        Assert.Equal(("up", lab.Coordinator, "200 Mbit/s"), (Text(seen, "state"), Text(seen, "coordinator"), Text(seen.GetProperty("facts"), "rate")));
        Assert.Equal(
            [("h1", "free", "10.77.0.1", $"ab{keeper}-h1"), ("h2", "free", "10.77.0.2", $"ab{keeper}-h2")],
            seen.GetProperty("hosts").EnumerateArray().Select(host => (Text(host, "host"), Text(host, "state"), Text(host, "data_address"), Text(host, "place"))));

        var file = place.Write("small.yaml", Some.Campaign("native, bridge", repetitions: 1, more: "lab: { rate: 200 Mbit/s }"));
        (await lab.Run(file)).Expect(0);
        var guests = Guests(keeper);
        (await lab.Run(file)).Expect(0);
        Assert.Equal(2, guests.Count);
        Assert.Equal(guests, Guests(keeper));
        var campaigns = Outcome.Json((await Actorbench.Run(place, "list", "-o", "json")).Expect(0).Output).EnumerateArray();
        Assert.Equal([("done", 6), ("done", 6)], campaigns.Select(one => (Text(one, "state"), one.GetProperty("accepted").GetInt32())));

        var other = (await lab.Run(file, "--set", "lab.rate=1 Gbit/s", "--set", "lab.hosts=3")).Expect(2);
        Assert.Contains("hosts is 2 where the campaign wants 3, rate is 200 Mbit/s where the campaign wants 1000 Mbit/s", Assert.Single(other.ErrorLines), StringComparison.Ordinal);
        Assert.Contains($"--coordinator {lab.Coordinator}", (await Actorbench.Run(place, "run", file)).Expect(73).Errors, StringComparison.Ordinal);
        Assert.Contains($"lab down {lab.Name}", (await lab.Up()).Expect(73).Errors, StringComparison.Ordinal);

        (await lab.Down()).Expect(0);
        Assert.False(Proc.Lives(keeper));
        await Lab.LeavesNothing(keeper);
        Assert.Null(await lab.Status());
        Assert.False(File.Exists($"{place.Store}.sock"));
        Assert.Contains($"No lab {lab.Name} stands", (await lab.Down()).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_keeper_takes_its_lab_along_and_the_next_lab_of_its_name_goes_on_with_its_campaign()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place);
        var killed = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        var campaign = (await lab.Run(place.Write("small.yaml", Some.Campaign("native, bridge", "300 ms", repetitions: 3)), "--detach")).Expect(0).Output.Trim();
        await Soon.Until(() => Stored.Accepted(place.Store) >= 2, "2 trials accepted");
        Assert.Equal(campaign, Text(Assert.Single((await lab.Status())!.Value.GetProperty("campaigns").EnumerateArray()), "campaign"));
        var agents = Lab.Agents(killed);

        Signals.Send(killed, Signals.Kill);
        await Soon.Until(() => !agents.Any(agent => Proc.Lives(agent.Pid)), "host and guest nodes ended");
        var dead = (await lab.Status())!.Value;
        Assert.Equal(("dead", $"ab{killed}-h1"), (Text(dead, "state"), dead.GetProperty("left")[0].GetString()));

        (await lab.Up()).Expect(0);
        await Lab.LeavesNothing(killed);
        (await Actorbench.Run(place, "resume", campaign, "--coordinator", lab.Coordinator)).Expect(0);
        await Soon.Until(() => Stored.Accepted(place.Store) == 18, "18 trials accepted");
        var next = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        (await lab.Down()).Expect(0);
        await Lab.LeavesNothing(next);
        (await Outcome.Of(place)).Agrees(planned: 18);
    }

    private static IReadOnlyList<int> Guests(int keeper) => [.. Lab.Agents(keeper).Where(agent => !agent.IsHost).Select(agent => agent.Pid).Order()];

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();
}
