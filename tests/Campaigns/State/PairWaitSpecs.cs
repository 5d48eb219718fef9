using ActorBench.Campaigns.State;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.Tests.State;

public sealed class PairWaitSpecs
{
    private readonly PairRig _pair = new();

    [Fact]
    public void What_an_agent_never_does_is_asked_once_and_blames_no_host()
    {
        _pair.Begin(PairRig.Grant(3, PairRig.Trial(1), PairRig.Trial(2)));
        var key = _pair.Open();
        _pair.Fail(key, FailureKind.Unable);

        Assert.DoesNotContain(_pair.Effects, e => e is PairEffect.TellHost { Command: HostCommands.ReportFailure });
        Assert.Equal(2, _pair.Open().Trial);
        _pair.Finish(_pair.Open());
        Assert.Equal((1, "It failed."), _pair.Journal.OfType<TrialQuarantined>().Select(e => (e.Spec.Number, e.Reason)).Single());
        Assert.Equal([1], _pair.Journal.OfType<AttemptFailed>().Select(e => e.Key.Attempt));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void A_wall_clock_that_is_set_makes_no_wait_longer_or_shorter(int seconds)
    {
        _pair.Begin(PairRig.Grant(3, PairRig.Trial(1)));
        var key = _pair.Open();
        _pair.Tell(new Messages.Agents.EndpointReplies.InitiatorDone(key, null, new(FailureKind.NoResponse, "It failed.")));
        _pair.WallAhead = TimeSpan.FromSeconds(seconds);
        _pair.Raise();
        _pair.Prepare();

        var wait = _pair.Effects.OfType<PairEffect.StartWait>().Single().After;
        Assert.InRange(wait, TimeSpan.FromTicks(1), RetryRule.Standard.Base);
        Assert.Equal(RetryRule.Standard.WaitAfter(PairRig.Campaign, 1, 1), wait);
    }

    [Fact]
    public void A_wall_clock_that_was_set_before_a_crash_makes_no_wait_longer_than_it_was()
    {
        _pair.WallAhead = TimeSpan.FromHours(1);
        _pair.Begin(PairRig.Grant(3, PairRig.Trial(1)));
        _pair.Tell(new Messages.Agents.EndpointReplies.InitiatorDone(_pair.Open(), null, new(FailureKind.NoResponse, "It failed.")));
        _pair.Crash();
        _pair.WallAhead = TimeSpan.Zero;
        _pair.Begin(PairRig.Grant(3, PairRig.Trial(1)));

        Assert.InRange(_pair.Effects.OfType<PairEffect.StartWait>().Single().After, TimeSpan.Zero, RetryRule.Standard.Base);
    }

    [Fact]
    public void Why_no_lease_is_given_is_shown_again_and_again_and_is_news_once()
    {
        _pair.Tell(PairRig.Grant(3, PairRig.Trial(1)));
        Assert.Equal(new PairEffect.ShowWaiting("Host h1 is quarantined: fan", News: true), Refuse("Host h1 is quarantined: fan"));
        _pair.Tell(new PairInput.Tick());

        Assert.Equal(new PairEffect.ShowWaiting("Host h1 is quarantined: fan", News: false), Refuse("Host h1 is quarantined: fan"));
    }

    [Fact]
    public void A_pair_says_which_host_or_endpoint_it_waits_for_and_when_it_does_no_more()
    {
        _pair.Tell(PairRig.Grant(3, PairRig.Trial(1)));
        Assert.Equal("Host h1 is another's; this pair is waiting for its turn.", Shown(after: 6));
        _pair.Lease("h1");
        _pair.Lease("h2");
        Assert.Null(_pair.Effects.OfType<PairEffect.ShowWaiting>().Single().Reason);
        Assert.Equal("The endpoints of h1 and h2 (native) are waited for.", Shown(after: 6));
        _pair.Raise();

        Assert.Null(_pair.Effects.OfType<PairEffect.ShowWaiting>().Single().Reason);
    }

    [Fact]
    public void A_trial_that_waits_for_longer_leases_begins_when_they_are_renewed_and_not_with_a_later_tick()
    {
        _pair.Tell(PairRig.Grant(3, PairRig.Trial(1)));
        var longest = _pair.Asked.Single().Longest;
        Take("h1", longest + TimeSpan.FromSeconds(1));
        Take("h2", longest + TimeSpan.FromSeconds(1));
        _pair.Now += TimeSpan.FromSeconds(2);
        _pair.Raise();
        _pair.Prepare();
        Assert.Equal(PairPhase.Pausing, _pair.Phase);
        var renewals = _pair.Effects.OfType<PairEffect.TellHost>().Select(e => e.Command).OfType<HostCommands.RenewLease>().ToArray();
        Assert.Equal(2, renewals.Length);
        foreach (var renewal in renewals)
            _pair.Tell(new HostReplies.LeaseTaken(renewal.Host, PairRig.Campaign, PairRig.Pair, renewal.Request, renewal.Epoch, longest + TimeSpan.FromSeconds(1), renewal.At));

        Assert.Equal(2, _pair.Going.Count());
    }

    private void Take(string host, TimeSpan holds)
    {
        var asked = _pair.Asked.Single();
        _pair.Tell(new HostReplies.LeaseTaken(host, PairRig.Campaign, PairRig.Pair, asked.Request, 1, holds, asked.At));
    }

    private string? Shown(int after)
    {
        _pair.Now += TimeSpan.FromSeconds(after);
        _pair.Tell(new PairInput.Tick());
        return _pair.Effects.OfType<PairEffect.ShowWaiting>().Single().Reason;
    }

    private PairEffect.ShowWaiting Refuse(string reason)
    {
        var asked = _pair.Asked.Single();
        _pair.Tell(new HostReplies.LeaseRefused("h1", PairRig.Campaign, PairRig.Pair, asked.Request, reason));
        return _pair.Effects.OfType<PairEffect.ShowWaiting>().Single();
    }
}
