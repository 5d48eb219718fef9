using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

public sealed class HostMachineSpecs
{
    private static readonly CampaignId A = new("a-000000-1");
    private static readonly CampaignId B = new("b-000000-1");
    private readonly HostMachine _host = new(new HostState("h1"));
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_repeated_request_gets_the_same_epoch_and_a_new_one_a_higher()
    {
        Assert.Equal(1, Lease(Take(A, 5)).Epoch);
        Assert.Equal(1, Lease(Take(A, 5)).Epoch);
        Assert.Equal(2, Lease(Take(A, 6)).Epoch);
    }

    [Fact]
    public void Others_wait_their_turn_and_asking_again_does_not_cost_the_place()
    {
        var third = new CampaignId("c-000000-1");
        Take(A, 1);
        Assert.Empty(Take(B, 1).Effects);
        Assert.Empty(Take(third, 1).Effects);
        Assert.Empty(Take(B, 1).Effects);
        var given = Lease(Release(A, 1));

        Assert.Equal((B, 2L), (given.Campaign, given.Epoch));
        Assert.Equal((third, 3L), (Lease(Release(B, 2)).Campaign, _host.State.Epoch));
    }

    [Fact]
    public void Two_campaigns_that_always_want_the_host_get_it_in_turns()
    {
        Take(A, 1);
        Take(B, 1);
        CampaignId[] order = [A, B];
        for (var turn = 1; turn <= 20; turn++)
        {
            var (holder, other) = (order[(turn - 1) % 2], order[turn % 2]);
            var given = Lease(Release(holder, turn));
            Assert.Equal((other, turn + 1L), (given.Campaign, given.Epoch));
            Assert.Empty(Take(holder, turn + 1).Effects);
        }
    }

    [Fact]
    public void Only_the_holder_of_the_last_epoch_gives_the_host_back()
    {
        Take(A, 1);
        Take(A, 2);
        Assert.Empty(Release(A, 1).Events);
        Assert.Empty(Release(B, 2).Events);
        Assert.IsType<HostEvents.LeaseReleased>(Release(A, 2).Events.Single());
    }

    [Fact]
    public void A_holder_is_told_of_its_lease_while_others_wait()
    {
        Take(A, 1);
        Assert.Empty(Tick().Effects);
        Take(B, 1);

        Assert.Equal((A, 1L), (Lease(Tick()).Campaign, Lease(Tick()).Epoch));
    }

    [Fact]
    public void After_a_crash_epochs_go_on_from_the_journal()
    {
        var journal = Take(A, 1).Events.Concat(Take(A, 2).Events).Aggregate(new HostState("h1"), (s, e) => s.Apply(e));
        var again = new HostMachine(journal).Handle(new HostCommands.TakeLease("h1", A, PairRig.Pair, 3), _now);

        Assert.Equal(3, Lease(again).Epoch);
        Assert.Throws<InvalidOperationException>(() => journal.Apply(new HostEvents.LeaseGranted("h1", "a", 2, _now)));
    }

    [Fact]
    public void Another_agent_of_the_same_name_waits_until_the_one_before_is_lost()
    {
        Take(A, 1);
        Register("native", 1);
        Assert.Empty(Register("native", 2).Effects);
        Assert.Equal("h1/native#1", _host.Endpoints["native"].Incarnation);
        var lost = _host.Handle(new HostCommands.AgentLost("h1", "h1/native#1"), _now).Effects.OfType<HostEffect.TellPair>().Single().Message;
        Register("native", 2);

        Assert.Equal("h1/native#1", Assert.IsType<HostReplies.EndpointLost>(lost).Incarnation);
        Assert.Equal("h1/native#2", _host.Endpoints["native"].Incarnation);
    }

    [Fact]
    public void Another_agent_of_the_same_name_is_refused_once_the_one_before_shows_that_it_lives()
    {
        Register("native", 1);
        Register("native", 2);
        var told = Register("native", 1).Effects.OfType<HostEffect.TellAgent>().Select(e => e.Message);

        Assert.Contains("living native agent", told.OfType<RegistrationRefused>().Single().Reason, StringComparison.Ordinal);
        Assert.Equal("h1/native#1", _host.Endpoints["native"].Incarnation);
        Assert.Equal("native", _host.Status(_now).TurnedAway.Single().Platform);
    }

    [Fact]
    public void An_agent_that_died_with_its_gateway_makes_place_for_the_one_started_in_its_stead_and_its_trial_hears_of_it()
    {
        Take(A, 1);
        Register("native", 1);
        var rules = new HostRules();
        for (var waited = TimeSpan.Zero; waited <= rules.SilenceBesideRival; waited += TimeSpan.FromSeconds(1), _now += TimeSpan.FromSeconds(1))
        {
            Assert.Empty(Register("native", 2).Effects);
            Assert.DoesNotContain(Tick().Effects, effect => effect is HostEffect.TellPair);
        }

        var lost = Tick().Effects.OfType<HostEffect.TellPair>().Select(effect => effect.Message).OfType<HostReplies.EndpointLost>().Single();
        Assert.Equal("h1/native#1", lost.Incarnation);
        Register("native", 2);
        Assert.Equal("h1/native#2", _host.Endpoints["native"].Incarnation);
    }

    [Fact]
    public void An_agent_of_which_no_gateway_speaks_is_lost_after_a_while_and_one_that_pings_never()
    {
        Register("native", 1);
        Register("bridge", 1);
        for (var waited = TimeSpan.Zero; waited <= new HostRules().AgentSilence; waited += TimeSpan.FromSeconds(5))
        {
            _now += TimeSpan.FromSeconds(5);
            Register("native", 1);
            Tick();
        }

        Assert.Equal(["native"], _host.Endpoints.Keys);
    }

    [Fact]
    public void An_agent_that_goes_is_told_to_whoever_holds_the_host_and_a_stale_farewell_is_not()
    {
        Take(A, 1);
        Register("native", 2);
        Assert.Empty(_host.Handle(new HostCommands.AgentLost("h1", "h1/native#1"), _now).Effects);
        Assert.Single(_host.Handle(new HostCommands.AgentLost("h1", "h1/native#2"), _now).Effects);
        Assert.Empty(_host.Endpoints);
    }

    [Fact]
    public void A_lease_that_is_not_renewed_ends_a_margin_late_and_goes_to_who_waits()
    {
        var (rules, longest) = (new HostRules(), TimeSpan.FromSeconds(12));
        var given = Lease(_host.Handle(new HostCommands.TakeLease("h1", A, PairRig.Pair, 1, longest, _now), _now));
        Assert.Equal((rules.Lease + longest, _now), (given.Holds, given.AskedAt));
        Take(B, 1);
        _now += given.Holds + rules.Margin;
        Assert.Empty(Tick().Events);
        _now += TimeSpan.FromMilliseconds(1);

        var step = Tick();

        Assert.True(Assert.IsType<HostEvents.LeaseReleased>(step.Events[0]).Ended);
        Assert.Equal((B, 2L), (Lease(step).Campaign, Lease(step).Epoch));
    }

    [Fact]
    public void A_renewed_lease_lasts_as_long_again_and_keeps_its_epoch()
    {
        Take(A, 1);
        for (var i = 0; i < 10; i++)
        {
            _now += new HostRules().Lease;
            Assert.Equal((1L, _now), (Lease(Renew(A, 1)).Epoch, Lease(Renew(A, 1)).AskedAt));
            Assert.Empty(Tick().Events);
        }
    }

    [Fact]
    public void Who_renews_a_lease_that_has_become_anothers_is_refused_and_so_is_an_older_epoch()
    {
        Take(A, 1);
        Take(B, 1);
        _now += new HostRules().Lease + new HostRules().Margin + TimeSpan.FromSeconds(1);
        Tick();
        Assert.Contains("is another's", Refused(Renew(A, 1)).Reason, StringComparison.Ordinal);
        Assert.Equal(A, Refused(Renew(A, 2)).Campaign);
        Assert.Contains("is another's", Refused(Renew(B, 1)).Reason, StringComparison.Ordinal);

        Assert.Equal(2, Lease(Renew(B, 2)).Epoch);
    }

    [Fact]
    public void The_next_holder_hears_of_its_lease_when_every_agent_says_that_it_is_fenced()
    {
        Take(A, 1);
        Register("native", 1);
        Register("bridge", 1);
        Take(B, 1);
        var effects = Release(A, 1).Effects;

        Assert.Equal(["bridge", "native"], effects.Select(e => Assert.IsType<HostEffect.TellAgent>(e).Message).OfType<EndpointCommands.Fence>().Select(fence => fence.Platform).Order());
        Assert.Empty(Fenced("native", 2).Effects);
        Assert.Empty(Take(B, 1).Effects);
        Assert.Empty(Fenced("bridge", 1).Effects);
        Assert.Equal((B, 2L), (Lease(Fenced("bridge", 2)).Campaign, _host.State.Epoch));
        Assert.Equal(2, Lease(Renew(B, 2)).Epoch);
    }

    [Fact]
    public void A_fence_that_is_not_answered_is_told_again_and_waited_for_until_the_lease_before_would_be_over()
    {
        Take(A, 1);
        Register("native", 1);
        Take(B, 1);
        Release(A, 1);
        _now += TimeSpan.FromSeconds(1);

        Assert.IsType<EndpointCommands.Fence>(Assert.IsType<HostEffect.TellAgent>(Tick().Effects.Single()).Message);
        _now += new HostRules().Lease + new HostRules().Margin;
        Assert.Equal(2, Lease(Take(B, 1)).Epoch);
    }

    [Fact]
    public void An_agent_that_dies_behind_the_fence_is_not_waited_for()
    {
        Take(A, 1);
        Register("bridge", 1);
        Take(B, 1);
        Release(A, 1);

        Assert.Contains(Lose("bridge", 1).Effects, e => e is HostEffect.TellPair { Message: HostReplies.LeaseTaken { Epoch: 2 } });
    }

    [Fact]
    public void Who_registers_later_is_fenced_too_and_holds_nobody_up()
    {
        Take(A, 1);
        Take(B, 1);
        Release(A, 1);

        Assert.Contains(Register("bridge", 1).Effects.OfType<HostEffect.TellAgent>(), e => e.Message is EndpointCommands.Fence { Epoch: 2 });
        Assert.Equal(2, Lease(Renew(B, 2)).Epoch);
    }

    [Fact]
    public void A_wall_clock_that_is_set_ends_no_lease_and_labels_what_is_recorded()
    {
        Take(A, 1);
        var wall = _now.AddHours(1);

        Assert.Empty(_host.Handle(new HostInput.Tick(), _now, wall).Events);
        var released = Assert.IsType<HostEvents.LeaseReleased>(_host.Handle(new HostCommands.ReleaseLease("h1", A, PairRig.Pair, 1), _now, wall).Events.Single());
        Assert.Equal((false, wall), (released.Ended, released.At));
    }

    private HostStep Fenced(string platform, long epoch) =>
        _host.Handle(new HostCommands.FenceHeard("h1", platform, PairRig.Endpoint("h1", platform).Incarnation, epoch), _now);

    private HostStep Lose(string platform, int incarnation) =>
        _host.Handle(new HostCommands.AgentLost("h1", PairRig.Endpoint("h1", platform, incarnation).Incarnation), _now);

    private HostStep Renew(CampaignId campaign, long epoch) => _host.Handle(new HostCommands.RenewLease("h1", campaign, PairRig.Pair, 1, epoch, _now, 0), _now);

    private static HostReplies.LeaseRefused Refused(HostStep step) =>
        Assert.IsType<HostReplies.LeaseRefused>(step.Effects.OfType<HostEffect.TellPair>().Single().Message);

    private HostStep Take(CampaignId campaign, long request) => _host.Handle(new HostCommands.TakeLease("h1", campaign, PairRig.Pair, request), _now);

    private HostStep Release(CampaignId campaign, long epoch) => _host.Handle(new HostCommands.ReleaseLease("h1", campaign, PairRig.Pair, epoch), _now);

    private HostStep Tick() => _host.Handle(new HostInput.Tick(), _now);

    private HostStep Register(string platform, int incarnation) => _host.Handle(PairRig.Registered(platform, incarnation), _now);

    private static HostReplies.LeaseTaken Lease(HostStep step) =>
        Assert.IsType<HostReplies.LeaseTaken>(step.Effects.OfType<HostEffect.TellPair>().Single().Message);
}
