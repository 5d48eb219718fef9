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
    public async Task Two_campaigns_that_want_the_same_guests_at_once_share_them_by_turns()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place);
        string[] files =
        [
            place.Write("warm.yaml", Some.Campaign("native, bridge", repetitions: 3, name: "warm")),
            // Ends the guests that the other one wants next.
            place.Write("cold.yaml", Some.Campaign("native, bridge", repetitions: 3, name: "cold", more: "guests: cold")),
        ];

        foreach (var ended in await Task.WhenAll(files.Select(file => lab.Run(file)))) ended.Expect(0);

        var campaigns = Outcome.Json((await Actorbench.Run(place, "list", "-o", "json")).Expect(0).Output).EnumerateArray().ToList();
        Assert.Equal([("done", 18), ("done", 18)], campaigns.Select(one => (Text(one, "state"), one.GetProperty("accepted").GetInt32())));
        var windows = new List<(long From, long To)>();
        foreach (var campaign in campaigns)
        {
            var rows = Outcome.Json((await Actorbench.Run(place, "export", Text(campaign, "campaign")!, "-o", "json")).Expect(0).Output).EnumerateArray().ToList();
            Assert.All(rows, row => Assert.True(row.GetProperty("accepted").GetBoolean(), Text(row, "flags")));
            Assert.All(rows, row => Assert.Equal(Text(row, "platform") == "bridge", row.GetProperty("guest_start_initiator_ms").ValueKind == JsonValueKind.Number));
            windows.AddRange(rows.Select(row => (row.GetProperty("started_ns").GetInt64(), row.GetProperty("stopped_ns").GetInt64())));
        }

        windows.Sort();
        Assert.All(windows.Zip(windows.Skip(1)), two => Assert.True(two.Item1.To <= two.Item2.From, "Two trials were at work on one host at once."));
    }

    [Fact]
    public async Task A_guest_that_rests_makes_room_for_that_of_another_campaign_where_a_host_keeps_but_one()
    {
        Lab.Needed();
        using var place = new Place();
        place.Environment["ACTORBENCH_MAXGUESTS"] = "1";
        await using var lab = await StandingLab.Up(place);
        var keeper = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        foreach (var platform in (string[])["bridge", "macvlan", "bridge"])
        {
            (await lab.Run(place.Write($"{platform}.yaml", Some.Campaign($"native, {platform}", repetitions: 1)))).Expect(0);
            Assert.Equal([platform, platform], Lab.Agents(keeper).Where(agent => !agent.IsHost).Select(agent => agent.Platform));
        }
    }

    [Fact]
    public async Task A_killed_keeper_takes_its_lab_along_and_the_next_lab_of_its_name_goes_on_with_its_campaign()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place);
        var killed = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        await using var run = Actorbench.Start(place, "run", place.Write("small.yaml", Some.Campaign("native, bridge", "300 ms", repetitions: 3)), "--coordinator", lab.Coordinator);
        await Soon.Until(() => Stored.Accepted(place.Store) >= 2, "2 trials accepted");
        var campaign = Text(Assert.Single((await lab.Status())!.Value.GetProperty("campaigns").EnumerateArray()), "campaign")!;
        var agents = Lab.Agents(killed);

        Signals.Send(killed, Signals.Kill);
        var left = Assert.Single((await run.End(TimeSpan.FromSeconds(15))).Expect(69).ErrorLines, line => line.StartsWith("actorbench: ", StringComparison.Ordinal));
        Assert.Contains($"Lab {lab.Name} is dead: its keeper (process {killed}) was killed.", left, StringComparison.Ordinal);
        Assert.Contains($"resume {campaign} --coordinator {lab.Coordinator}", left, StringComparison.Ordinal);
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

    [Fact]
    public async Task A_keeper_that_gives_up_leaves_the_reason_until_somebody_has_read_it()
    {
        Lab.Needed();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place, "--wire", "serialised");
        var keeper = (await lab.Status())!.Value.GetProperty("pid").GetInt32();
        await Soon.Until(
            () =>
            {
                // Where the kernel is the wire no process of the lab is, and a host node that won't stay up does it too.
                foreach (var (pid, words) in Proc.Descendants(keeper))
                    if (words.Contains("wire") || (words.Contains("host") && words.Contains("h1")))
                        Signals.Send(pid, Signals.Kill);
                return !Proc.Lives(keeper);
            },
            "the keeper gave its lab up");

        await Lab.LeavesNothing(keeper);
        var ended = (await lab.Status())!.Value;
        Assert.Equal(("ended", 0), (Text(ended, "state"), ended.GetProperty("left").GetArrayLength()));
        Assert.Matches("^The (lab's wire|host node of h1) ended ", Text(ended, "reason"));
        var text = (await Actorbench.Run(place, "lab", "status")).Expect(0).Output;
        Assert.Contains($"{Text(ended, "reason")} Left: nothing but its name; forget it with: ", text, StringComparison.Ordinal);
        Assert.Contains("had ended: The ", (await lab.Down()).Expect(0).Output, StringComparison.Ordinal);
        Assert.Null(await lab.Status());
    }

    [Fact]
    public async Task Of_commands_that_bring_one_name_up_at_once_one_does_and_the_others_have_made_nothing()
    {
        for (var round = 0; round < 3; round++)
        {
            Place[] places = [new(), new(), new()];
            var name = StandingLab.NewName();
            StandingLab[] labs = [.. places.Select(place => StandingLab.Named(name, place, "--lab", "loopback"))];
            try
            {
                var ended = await Task.WhenAll(labs.Select(lab => lab.Up()));
                Assert.Equal([0, 73, 73], ended.Select(one => one.Code).Order());
                for (var i = 0; i < labs.Length; i++)
                {
                    if (ended[i].Code == 0) continue;
                    Assert.StartsWith($"actorbench: Lab {name} ", Assert.Single(ended[i].ErrorLines), StringComparison.Ordinal);
                    Assert.Empty(Directory.EnumerateFileSystemEntries(places[i].Folder));
                }

                var keeper = Assert.Single(labs[0].Keepers());
                Assert.Equal(("up", keeper), (Text((await labs[0].Status())!.Value, "state"), (await labs[0].Status())!.Value.GetProperty("pid").GetInt32()));
            }
            finally
            {
                await labs[0].DisposeAsync();
                foreach (var place in places) place.Dispose();
            }
        }
    }

    private static IReadOnlyList<int> Guests(int keeper) => [.. Lab.Agents(keeper).Where(agent => !agent.IsHost).Select(agent => agent.Pid).Order()];

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();
}
