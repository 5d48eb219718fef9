using ActorBench.Campaigns.State;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

public sealed class ValiditySpecs
{
    [Fact]
    public void Each_block_has_rules_of_its_own_which_see_its_wire_and_flag_its_trials_without_running_them_again()
    {
        var wire = new WireShape(100_000_000, 3200, 1500);
        var asked = new List<WireShape?>();
        var pair = new PairRig(grant =>
        {
            asked.Add(grant.Wire);
            return (spec, _, _, _) => spec.Number == 2 ? new WitnessedTrial(["steal"]) : WitnessedTrial.ByNobody;
        });
        pair.Begin(PairRig.Grant(0, PairRig.Trial(1), PairRig.Trial(2)) with { Wire = wire });

        pair.Finish(pair.Open());
        pair.Finish(pair.Open());

        Assert.Equal([wire], asked);
        Assert.Equal([[], ["invalid:steal"]], pair.Journal.OfType<PairEvents.TrialRecorded>().Select(e => e.Result.Flags));
        Assert.Equal(PairPhase.Idle, pair.Phase);
    }
}
