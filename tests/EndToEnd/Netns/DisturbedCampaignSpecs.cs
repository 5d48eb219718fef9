using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;
using ActorBench.Reports;

namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class DisturbedCampaignSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Both_ends_tell_what_they_saw_and_a_link_that_is_set_otherwise_in_the_middle_is_noticed()
    {
        Lab.Needed();
        using var place = new Place();
        var file = place.Write("disturbed.yaml", """
            name: disturbed
            platforms: [native, routed]
            protocols: { tcp: { sizes: [1 B, 2 B, 3 B, 4 B, 5 B] } }
            trial: { duration: 400 ms, warmup: 10 ms }
            repetitions: 2
            """);
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        // One of each platform, so that the block has seen the link as it was.
        await run.UntilAccepted(place, 2);
        await Tools.RunAsync("ip", "-n", $"ab{run.Pid}-h1", "link", "set", "br0", "mtu", "1400");
        (await run.End()).Expect(0);

        var record = Read(place);
        var trials = record.TrialEvents.OfType<PairEvents.TrialRecorded>().OrderBy(trial => trial.Spec.Number).ToList();
        BothEndsTell(record, trials);
        TheChangeIsNoticed(record, trials);
        await RowsAndCellsCountIt(place, trials);
    }

    private void BothEndsTell(CampaignRecord record, List<PairEvents.TrialRecorded> trials)
    {
        output.WriteLine($"{trials[0].Result.Initiator.Machine}");
        var known = record.Environments.Select(e => (e.Host, e.Platform, e.Hash)).ToHashSet();
        foreach (var trial in trials)
        {
            var (platform, result) = (trial.Spec.Cell.Platform, trial.Result);
            Assert.Contains(("h1", platform, result.Initiator.Environment!), known);
            Assert.Contains(("h2", platform, result.Responder.Environment!), known);
            foreach (var machine in (MachineDelta?[])[result.Initiator.Machine, result.Responder.Machine])
            {
                Assert.Equal(platform == "native" ? "br0" : "venet0", machine!.Data!.Name);
                // An exchange is at least a packet each way.
                Assert.True(machine.Data.PacketsOut >= result.Initiator.Counters.Exchanges && machine.Data.PacketsIn >= result.Initiator.Counters.Exchanges, $"{machine.Data}");
                Assert.NotNull(machine.SoftnetDropped);
                Assert.NotNull(machine.TcpRetransmits);
            }

            // Nobody else is on the wire.
            Assert.DoesNotContain("invalid:foreign", result.Flags);
            Assert.DoesNotContain("invalid:impossible", result.Flags);
        }
    }

    private static void TheChangeIsNoticed(CampaignRecord record, List<PairEvents.TrialRecorded> trials)
    {
        Assert.Contains(trials, trial => trial.Spec.Block == 1 && trial.Spec.Cell.Platform == "native" && trial.Result.Flags.Contains("invalid:link-changed"));
        // The next block begins as the link is, and of the other platform's endpoints nothing has changed.
        Assert.DoesNotContain(trials, trial => (trial.Spec.Block == 2 || trial.Spec.Cell.Platform == "routed") && trial.Result.Flags.Contains("invalid:link-changed"));

        var change = Assert.Single(EnvironmentDifference.Changes(record.Environments));
        Assert.Equal("h1 native", change.Of);
        Assert.Equal(["1500", "1400"], change.Facts.Single(fact => fact.Name == "link.mtu").Values);
        Assert.All(record.Environments, e => Assert.Equal(e.Hash, EnvironmentFingerprint.HashOf(e.Facts)));
        Assert.Contains(EnvironmentDifference.BetweenPlatforms(record.Environments).SelectMany(table => table.Facts), fact => fact.Name == "net.ipv4.ip_forward" && !fact.OfThePlatform);
    }

    private static async Task RowsAndCellsCountIt(Place place, List<PairEvents.TrialRecorded> trials)
    {
        var outcome = await Outcome.Of(place);
        outcome.Agrees(planned: 20);
        foreach (var row in outcome.Rows)
        {
            var result = trials.Single(trial => trial.Spec.Number == row.Trial).Result;
            Assert.Equal($"{result.Initiator.Environment![..12]}:{result.Responder.Environment![..12]}", row["environment"]);
            Assert.Equal(result.Flags, row.Flags);
        }

        Assert.Equal(
            outcome.Rows.Count(row => row.Flags.Any(flag => flag.StartsWith("invalid:", StringComparison.Ordinal))),
            outcome.Status.GetProperty("cells").EnumerateArray().Sum(cell => cell.GetProperty("invalid").GetInt32()));
        var status = (await Actorbench.Run(place, "status")).Expect(0);
        Assert.Contains("invalid, kept in the figures", status.Output, StringComparison.Ordinal);
    }

    private static CampaignRecord Read(Place place)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        return reader.Read(Assert.Single(reader.Campaigns()))!;
    }
}
