using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.Tests.State;

public sealed class PairMachineSpecs
{
    private readonly PairRig _pair = new();

    [Fact]
    public void A_block_takes_both_leases_in_name_order_and_records_one_event_a_trial()
    {
        _pair.Tell(PairRig.Grant(2, PairRig.Trial(1), PairRig.Trial(2)));
        Assert.Equal("h1", _pair.Asked.Single().Host);
        _pair.Lease("h1");
        Assert.Equal("h2", _pair.Asked.Single().Host);
        _pair.Lease("h2");
        Assert.Empty(_pair.Journal);
        _pair.Raise();
        Assert.Empty(_pair.Journal);
        _pair.Prepare();
        Assert.IsType<BlockStarted>(_pair.Journal.Single());
        Assert.Equal(2, _pair.Going.Count());
        _pair.Finish(_pair.Open());
        _pair.Finish(_pair.Open());

        Assert.Equal(["BlockStarted", "TrialRecorded", "TrialRecorded"], _pair.Journal.Select(e => e.GetType().Name));
        Assert.Equal(PairPhase.Idle, _pair.Phase);
        Assert.Equal(2, _pair.Effects.OfType<PairEffect.TellHost>().Count(e => e.Command is HostCommands.ReleaseLease));
        Assert.IsType<CampaignCommands.CompleteBlock>(_pair.Effects.OfType<PairEffect.TellCampaign>().Single().Command);
        Assert.Equal(2, _pair.ToEndpoints<EndpointCommands.Forget>().Count());
    }

    [Fact]
    public void Both_ends_get_one_token_and_the_responders_address()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1)));
        var orders = _pair.Going.ToArray();

        Assert.Equal(orders[0].Token, orders[1].Token);
        Assert.All(orders, o => Assert.Equal("127.0.0.1:5001", o.ResponderAddress));
        Assert.Equal([EndpointRole.Responder, EndpointRole.Initiator], orders.Select(o => o.Role));
    }

    [Fact]
    public void A_repeated_grant_of_a_finished_block_is_answered_from_the_journal()
    {
        var grant = PairRig.Grant(2, PairRig.Trial(1));
        _pair.Begin(grant);
        _pair.Finish(_pair.Open());
        _pair.Crash();
        _pair.Tell(grant);

        Assert.Equal(1, _pair.Journal.Count(e => e is TrialRecorded));
        Assert.IsType<CampaignCommands.CompleteBlock>(_pair.Effects.OfType<PairEffect.TellCampaign>().Single().Command);
    }

    [Fact]
    public void A_result_of_another_attempt_is_never_counted_and_its_sender_is_told_to_forget_it()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1), PairRig.Trial(2)));
        var first = _pair.Open();
        _pair.Finish(first);
        foreach (var stale in (EndpointReplies.IEndpointReply[])[PairRig.Initiator(first), PairRig.Responder(first with { Epoch = 0 })])
        {
            _pair.Tell(stale);
            Assert.IsType<EndpointCommands.Forget>(_pair.Effects.OfType<PairEffect.TellSender>().Single().Message);
        }

        Assert.Equal(1, _pair.Journal.Count(e => e is TrialRecorded));
    }

    [Fact]
    public void A_result_that_is_yet_to_be_asked_for_is_not_forgotten()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1)));
        var open = _pair.Open();
        _pair.Crash();
        _pair.Tell(PairRig.Initiator(open));

        Assert.Empty(_pair.Effects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancelled_campaigns_pair_has_the_result_forgotten_that_a_crash_left_open(bool asked)
    {
        var grant = PairRig.Grant(2, PairRig.Trial(1));
        _pair.Begin(grant);
        var open = _pair.Open();
        _pair.Crash();
        if (asked) _pair.Begin(grant);
        _pair.Tell(new PairCommands.StopBlock(PairRig.Campaign, PairRig.Pair, "A wrong size.", ForGood: true));
        if (asked) Assert.Equal(open, Assert.IsType<AttemptFailed>(_pair.Journal[^2]).Key);
        // An agent offers it until somebody takes it or has it forgotten, whatever dies meanwhile.
        _pair.Crash();
        _pair.Tell(PairRig.Initiator(open));

        Assert.Equal(new EndpointCommands.Forget(open), _pair.Effects.OfType<PairEffect.TellSender>().Single().Message);
        _pair.Tell(new PairCommands.StopBlock(PairRig.Campaign, PairRig.Pair, "A wrong size.", ForGood: true));
        Assert.Equal(1, _pair.Journal.Count(e => e is BlockPaused));
    }

    [Fact]
    public void A_trial_that_fails_is_tried_again_behind_the_others_and_quarantined_after_its_retries()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1), PairRig.Trial(2)));
        _pair.Fail(_pair.Open());
        Assert.Equal((2, 1), (_pair.Open().Trial, _pair.Open().Attempt));
        _pair.Finish(_pair.Open());
        _pair.Wait();
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            Assert.Equal((1, attempt), (_pair.Open().Trial, _pair.Open().Attempt));
            _pair.Fail(_pair.Open());
        }

        Assert.Equal(3, _pair.Journal.OfType<AttemptFailed>().Count());
        Assert.Equal(1, _pair.Journal.OfType<TrialQuarantined>().Single().Spec.Number);
        Assert.Equal(PairPhase.Idle, _pair.Phase);
    }

    [Fact]
    public void Endpoints_that_die_use_up_no_retries_until_the_trial_must_be_what_ends_them()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1)));
        for (var attempt = 1; attempt <= PairMachine.PoisonLosses; attempt++)
        {
            Assert.Equal((1, attempt), (_pair.Open().Trial, _pair.Open().Attempt));
            _pair.Fail(_pair.Open(), FailureKind.PeerClosed);
        }

        Assert.Equal(1, _pair.Journal.OfType<TrialQuarantined>().Single().Spec.Number);
        Assert.Equal(PairPhase.Idle, _pair.Phase);
    }

    [Fact]
    public void A_platform_that_cannot_run_is_recorded_and_costs_nothing()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1, "xen"), PairRig.Trial(2)), "xen");

        Assert.Equal("no kernel module", _pair.Journal.OfType<TrialUnsupported>().Single().Reason);
        Assert.Equal(2, _pair.Open().Trial);
    }

    [Fact]
    public void After_a_crash_a_held_result_is_taken_and_not_measured_again()
    {
        var grant = PairRig.Grant(2, PairRig.Trial(1), PairRig.Trial(2));
        _pair.Begin(grant);
        var open = _pair.Open();
        _pair.Crash();
        _pair.Begin(grant);
        Assert.Equal([open, open], _pair.ToEndpoints<EndpointCommands.AskHeld>().Select(a => a.Key));
        _pair.Finish(open);
        _pair.Prepare();

        Assert.Equal(open, _pair.Journal.OfType<TrialRecorded>().Single().Key);
        Assert.Equal((2, 1, 2L), (_pair.Open().Trial, _pair.Open().Attempt, _pair.Open().Epoch));
    }

    [Fact]
    public void After_a_crash_a_result_that_is_gone_is_an_interrupted_attempt_and_the_next_has_a_higher_epoch()
    {
        var grant = PairRig.Grant(0, PairRig.Trial(1));
        _pair.Begin(grant);
        var open = _pair.Open();
        _pair.Crash();
        _pair.Begin(grant);
        _pair.Tell(new EndpointReplies.NotHeld(open, EndpointRole.Initiator));
        _pair.Prepare();

        Assert.Equal(FailureKind.Interrupted, _pair.Journal.OfType<AttemptFailed>().Single().Failure.Kind);
        Assert.Equal((2, 2L), (_pair.Open().Attempt, _pair.Open().Epoch));
    }

    [Fact]
    public void After_a_crash_the_lease_is_asked_for_under_another_number()
    {
        _pair.Tell(PairRig.Grant(2, PairRig.Trial(1)));
        var before = _pair.Asked.Single().Request;
        _pair.Tell(new PairInput.Tick());
        Assert.Equal(before, _pair.Asked.Single().Request);
        _pair.Crash();
        _pair.Tell(PairRig.Grant(2, PairRig.Trial(1)));

        Assert.NotEqual(before, _pair.Asked.Single().Request);
    }

    [Fact]
    public void A_trial_open_at_three_crashes_in_a_row_is_poison()
    {
        var grant = PairRig.Grant(9, PairRig.Trial(1), PairRig.Trial(2));
        _pair.Begin(grant);
        for (var crash = 1; crash <= PairMachine.PoisonCrashes; crash++)
        {
            var open = _pair.Open();
            Assert.Equal((1, crash), (open.Trial, open.Attempt));
            _pair.Crash();
            _pair.Begin(grant);
            _pair.Tell(new EndpointReplies.NotHeld(open, EndpointRole.Responder));
            _pair.Prepare();
        }

        Assert.Equal(1, _pair.Journal.OfType<TrialQuarantined>().Single().Spec.Number);
        Assert.Equal(2, _pair.Open().Trial);
    }

    [Fact]
    public void A_stop_is_no_crash_and_uses_up_no_retry()
    {
        var grant = PairRig.Grant(0, PairRig.Trial(1));
        _pair.Begin(grant);
        _pair.Tell(new PairCommands.StopBlock(PairRig.Campaign, PairRig.Pair, "By its user."));
        Assert.IsType<CampaignCommands.PairStopped>(_pair.Effects.OfType<PairEffect.TellCampaign>().Single().Command);
        Assert.Equal(["BlockStarted", "AttemptFailed", "BlockPaused"], _pair.Journal.Select(e => e.GetType().Name));
        _pair.Crash();
        _pair.Begin(grant);

        Assert.Empty(_pair.ToEndpoints<EndpointCommands.AskHeld>());
        Assert.Equal((1, 2), (_pair.Open().Trial, _pair.Open().Attempt));
    }

    [Fact]
    public void An_endpoint_lost_inside_the_trial_fails_the_attempt_at_once()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1)));
        _pair.Tell(Lost(incarnation: 9));
        Assert.Equal(PairPhase.Running, _pair.Phase);
        _pair.Tell(Lost(incarnation: 1));

        Assert.Equal(FailureKind.AgentLost, _pair.Journal.OfType<AttemptFailed>().Single().Failure.Kind);
        Assert.Equal(PairPhase.RaisingPlatforms, _pair.Phase);
    }

    [Fact]
    public void An_attempt_that_nobody_reports_ends_at_its_deadline()
    {
        _pair.Begin(PairRig.Grant(2, PairRig.Trial(1)));
        var open = _pair.Open();
        _pair.Tell(new PairInput.DeadlinePassed(open with { Attempt = 7 }));
        Assert.Equal(PairPhase.Running, _pair.Phase);
        _pair.Tell(new PairInput.DeadlinePassed(open));

        Assert.Equal(FailureKind.Timeout, _pair.Journal.OfType<AttemptFailed>().Single().Failure.Kind);
    }

    [Fact]
    public void A_lease_that_is_not_wanted_is_given_back()
    {
        _pair.Tell(new HostReplies.LeaseTaken("h2", PairRig.Campaign, PairRig.Pair, 1, 7, TimeSpan.FromMinutes(1), _pair.Now));

        var released = Assert.IsType<HostCommands.ReleaseLease>(_pair.Effects.OfType<PairEffect.TellHost>().Single().Command);
        Assert.Equal(("h2", 7L), (released.Host, released.Epoch));
    }

    [Fact]
    public void An_answer_that_says_nothing_of_a_wanted_platform_is_not_taken()
    {
        _pair.Tell(PairRig.Grant(2, PairRig.Trial(1, "bridge")));
        _pair.Lease("h1");
        _pair.Lease("h2");
        _pair.Raise();

        Assert.Equal(PairPhase.RaisingPlatforms, _pair.Phase);
    }

    [Fact]
    public void A_journal_that_settles_a_trial_twice_is_refused()
    {
        var state = new PairState(PairRig.Campaign, PairRig.Pair);
        var settled = new TrialQuarantined(PairRig.Campaign, PairRig.Pair, PairRig.Trial(1), "No.", _pair.Now);

        Assert.Throws<InvalidOperationException>(() => state.Apply(settled).Apply(settled));
    }

    private static HostReplies.EndpointLost Lost(int incarnation) =>
        new("h1", PairRig.Campaign, PairRig.Pair, "native", PairRig.Endpoint("h1", "native", incarnation).Incarnation);
}
