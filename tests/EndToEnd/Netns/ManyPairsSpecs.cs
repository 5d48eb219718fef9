using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports;

namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class ManyPairsSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task All_pairs_of_eight_hosts_run_in_seven_rounds_and_no_host_is_in_two_of_them_at_once()
    {
        Lab.Needed();
        using var place = new Place();
        var file = place.Write("all.yaml", """
            name: all-pairs
            lab: { kind: netns, hosts: 8, cpus: none }
            pairs: all
            platforms: [native]
            protocols: { tcp: { sizes: [1 B, 8 KiB] } }
            trial: { duration: 100 ms, warmup: 10 ms }
            repetitions: 1
            """);
        (await Actorbench.Run(place, "run", file)).Expect(0);

        var record = Read(place);
        var plan = StoredCampaign.PlanOf(record.Started);
        var trials = record.TrialEvents.OfType<PairEvents.TrialRecorded>().Select(Window.Of).OrderBy(window => window.Start).ToList();
        Assert.Equal(28, record.Pairs.Count);
        Assert.Equal(56, trials.Count);
        Assert.Equal(7, plan.RoundCount);
        foreach (var host in Enumerable.Range(1, 8).Select(number => $"h{number}"))
        {
            var own = trials.Where(trial => trial.Uses(host)).ToList();
            Assert.Equal(14, own.Count);
            foreach (var (before, after) in own.Zip(own.Skip(1))) Assert.True(before.End <= after.Start, $"{host}: {before} and {after} overlap.");
        }

        var rounds = trials.GroupBy(trial => plan.Blocks[trial.Spec.Block - 1].Round).OrderBy(round => round.Key).ToList();
        foreach (var (before, after) in rounds.Zip(rounds.Skip(1)))
            Assert.True(before.Max(trial => trial.End) <= after.Min(trial => trial.Start), $"Round {after.Key} began before the one before had ended.");
        var atOnce = trials.Max(trial => trials.Count(other => other.Start <= trial.Start && trial.Start < other.End));
        output.WriteLine($"At most {atOnce} trials ran at once.");
        Assert.InRange(atOnce, 2, 4);
    }

    private static CampaignRecord Read(Place place)
    {
        using var reader = StoreReader.Open(StoreAddress.File(place.Store));
        return reader.Read(reader.Campaigns().Single())!;
    }

    private sealed record Window(TrialSpec Spec, DateTimeOffset Start, DateTimeOffset End)
    {
        public static Window Of(PairEvents.TrialRecorded trial)
        {
            var (start, counters) = (trial.Result.Initiator.StartedAt, trial.Result.Initiator.Counters);
            return new Window(trial.Spec, start, start.AddTicks((counters.ElapsedNs + counters.StalledNs) / 100));
        }

        public bool Uses(string host) => Spec.Pair.Initiator == host || Spec.Pair.Responder == host;
    }
}
