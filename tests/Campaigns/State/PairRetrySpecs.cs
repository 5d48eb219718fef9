using ActorBench.Campaigns.State;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.Tests.State;

public sealed class PairRetrySpecs
{
    private readonly PairRig _pair = new();

    public PairRetrySpecs()
    {
        _pair.Begin(PairRig.Grant(0, PairRig.Trial(1), PairRig.Trial(2)));
        _pair.Fail(_pair.Open());
        _pair.Finish(_pair.Open());
        Assert.Equal([1], _pair.Journal.OfType<TrialQuarantined>().Select(e => e.Spec.Number));
    }

    [Fact]
    public void A_quarantined_trial_is_taken_up_again_under_the_next_attempt_and_no_other()
    {
        _pair.Begin(Retry(1));
        var key = _pair.Open();
        Assert.Equal((1, 2), (key.Trial, key.Attempt));
        _pair.Finish(key);

        Assert.Single(_pair.Journal.OfType<TrialRetried>());
        Assert.Equal([2, 1], _pair.Journal.OfType<TrialRecorded>().Select(e => e.Key.Trial));
        Assert.Equal((0, 1), Completed());
    }

    [Fact]
    public void A_crash_before_the_first_order_of_a_retry_leaves_no_trial_open()
    {
        _pair.Tell(Retry(1));
        _pair.Crash();
        _pair.Begin(Retry(1));

        Assert.Equal(PairPhase.Running, _pair.Phase);
        Assert.Single(_pair.Journal.OfType<TrialRetried>());
    }

    [Fact]
    public void The_same_retry_said_again_takes_nothing_up_and_the_next_one_does()
    {
        _pair.Begin(Retry(1));
        _pair.Fail(_pair.Open());
        Assert.Equal(2, _pair.Journal.OfType<TrialQuarantined>().Count());
        _pair.Tell(Retry(1));
        Assert.Equal((1, 1), Completed());
        _pair.Begin(Retry(2));

        Assert.Equal(3, _pair.Open().Attempt);
    }

    [Fact]
    public void A_retry_of_other_cells_leaves_the_trial_alone()
    {
        _pair.Tell(Retry(1, PairRig.Trial(1).Cell with { Platform = "bridge" }));

        Assert.Empty(_pair.Journal.OfType<TrialRetried>());
        Assert.Equal((1, 1), Completed());
    }

    private static PairCommands.RunBlock Retry(int number, params Cell[] cells) =>
        PairRig.Grant(0, PairRig.Trial(1), PairRig.Trial(2)) with { Retry = new RetryOrder(number, cells.Length == 0 ? null : cells) };

    private (int Failed, int Retry) Completed()
    {
        var done = Assert.IsType<CampaignCommands.CompleteBlock>(_pair.Effects.OfType<PairEffect.TellCampaign>().Single().Command);
        return (done.Failed, done.Retry);
    }
}
