using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

public sealed class HostHealthSpecs
{
    private static readonly CampaignId A = new("a-000000-1");
    private readonly HostMachine _host = new(new HostState("h1"));
    private readonly List<HostCommands.AgentRegistered> _agents = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private int _attempts;

    [Fact]
    public void Three_failures_in_a_row_quarantine_a_host_and_a_result_between_them_does_not()
    {
        for (var i = 0; i < 2; i++) Assert.Empty(Fail().Events);
        Succeed(1);
        for (var i = 0; i < 2; i++) Assert.Empty(Fail().Events);

        Assert.StartsWith("3 failures in a row, the last: It broke.", Quarantined(Fail()).Reason, StringComparison.Ordinal);
        // Said once.
        Assert.Empty(Fail().Events);
    }

    [Fact]
    public void More_than_a_fifth_of_the_last_twenty_attempts_quarantine_a_host_and_a_fifth_does_not()
    {
        for (var i = 0; i < 4; i++)
        {
            Succeed(4);
            Assert.Empty(Fail().Events);
        }

        // Twenty attempts, four of them failed; the window then moves on by three.
        Succeed(3);
        Assert.StartsWith("5 of the last 20 attempts failed", Quarantined(Fail()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_twenty_attempts_ago_does_not_count()
    {
        for (var i = 0; i < 30; i++)
        {
            Succeed(4);
            Assert.Empty(Fail().Events);
        }

        Assert.Null(_host.State.Quarantine);
    }

    [Fact]
    public void A_share_is_not_judged_before_there_are_twenty_attempts()
    {
        for (var i = 0; i < 6; i++)
        {
            Succeed(1);
            Assert.Empty(Fail().Events);
        }
    }

    [Fact]
    public void A_host_without_an_endpoint_is_tried_after_1_5_15_and_again_15_minutes()
    {
        Fail(3);
        Tick();
        double[] waits = [.. Enumerable.Range(0, 5).Select(_ => MinutesToTheNextTry())];

        Assert.Equal([1, 5, 15, 15, 15], waits);
        Assert.Equal("No host node is registered.", _host.Status(_now).Quarantine!.LastCanary);
    }

    [Fact]
    public void Three_good_canaries_in_a_row_let_a_host_work_again()
    {
        Register();
        Fail(3);
        Tick();
        Assert.Equal(TimeSpan.FromMinutes(1), PassTo(1).Waited);
        Assert.Equal(2, Probe(Canary(1, null)).Number);
        Assert.Equal(3, Probe(Canary(2, null)).Number);

        Assert.IsType<HostEvents.HostReleased>(Canary(3, null).Events.Single());
        Assert.Null(_host.State.Quarantine);
        // Nothing of before counts any more.
        Assert.Empty(Fail(2).Events);
    }

    [Fact]
    public void A_bad_canary_and_a_silent_one_begin_the_count_and_a_longer_wait_anew()
    {
        Register();
        Fail(3);
        Tick();
        PassTo(1);
        Canary(1, null);
        Assert.Empty(Canary(2, "No.").Effects);
        Assert.Equal(("No.", 0), (_host.Status(_now).Quarantine!.LastCanary, _host.Status(_now).Quarantine!.Canaries));

        Assert.Equal(TimeSpan.FromMinutes(5), PassTo(3).Waited);
        _now += new HostRules().CanaryBound + TimeSpan.FromSeconds(1);
        Tick();
        Assert.Contains("No answer", _host.Status(_now).Quarantine!.LastCanary, StringComparison.Ordinal);
        // Too late to count.
        Assert.Empty(Canary(3, null).Events);
        Assert.Equal(TimeSpan.FromMinutes(15), PassTo(4).Waited);
    }

    [Fact]
    public void What_an_operator_quarantined_no_canary_releases()
    {
        Register();
        Fail(3);
        Assert.True(Quarantined(_host.Handle(new HostCommands.Quarantine("h1", "A new disk."), _now)).ByOperator);
        _now += TimeSpan.FromHours(1);
        Assert.Empty(Tick().Effects);

        Assert.IsType<HostEvents.HostReleased>(_host.Handle(new HostCommands.Release("h1", "It is in."), _now).Events.Single());
    }

    [Fact]
    public void Whoever_wants_a_quarantined_host_hears_why_and_gets_it_when_it_is_released()
    {
        Register();
        _host.Handle(new HostCommands.TakeLease("h1", A, PairRig.Pair, 1), _now);
        Fail(2);
        var told = Fail().Effects.OfType<HostEffect.TellPair>().Select(e => e.Message).OfType<HostReplies.LeaseRefused>();
        Assert.Contains("quarantined: 3 failures in a row", Assert.Single(told).Reason, StringComparison.Ordinal);
        var asked = _host.Handle(new HostCommands.TakeLease("h1", A, PairRig.Pair, 2), _now);
        Assert.IsType<HostReplies.LeaseRefused>(asked.Effects.OfType<HostEffect.TellPair>().Single().Message);
        Assert.Empty(asked.Events);

        _host.Handle(new HostCommands.Release("h1", "By its operator."), _now);
        Assert.IsType<HostEvents.LeaseGranted>(_host.Handle(new HostCommands.TakeLease("h1", A, PairRig.Pair, 3), _now).Events.Single());
    }

    [Fact]
    public void A_host_node_under_another_platform_is_blamed_and_tried_as_a_native_one_and_its_guests_are_not()
    {
        Register("k8s-host", AgentRole.Host);
        Register("k8s-pod", AgentRole.Guest);
        Assert.Empty(Fail(10, "k8s-pod").Events);
        Quarantined(Fail(3, "k8s-host"));
        Tick();
        var probe = PassTo(1).Probe;

        Assert.Empty(Canary(probe.Number, null).Events);
        Assert.Empty(Canary(probe.Number + 1, null).Events);
        Assert.IsType<HostEvents.HostReleased>(Canary(probe.Number + 2, null).Events.Single());
    }

    private HostStep Fail(int times = 1, string platform = "native")
    {
        HostStep step = null!;
        for (var i = 0; i < times; i++)
            step = _host.Handle(new HostCommands.ReportFailure("h1", platform, new AttemptKey(A, PairRig.Pair, ++_attempts, 1, 1), new(FailureKind.Timeout, "It broke."), 0), _now);
        return step;
    }

    private void Succeed(int attempts) => _host.Handle(new HostCommands.ReleaseLease("h1", A, PairRig.Pair, 0, attempts), _now);

    private void Register(string platform = "native", AgentRole role = AgentRole.Host)
    {
        _agents.Add(new HostCommands.AgentRegistered("h1", role, PairRig.Endpoint("h1", platform, 1), "link", new Dictionary<string, string>()));
        _host.Handle(_agents[^1], _now);
    }

    private HostStep Tick() => _host.Handle(new HostInput.Tick(), _now);

    private HostStep Canary(long number, string? failure) => _host.Handle(new HostCommands.CanaryEnded("h1", number, failure), _now);

    /// <summary>Second by second, with the pings of who is registered, until this canary is sent.</summary>
    private (TimeSpan Waited, EndpointCommands.Probe Probe) PassTo(long number)
    {
        for (var from = _now; _now - from < TimeSpan.FromHours(1);)
        {
            _now += TimeSpan.FromSeconds(1);
            foreach (var agent in _agents) _host.Handle(agent, _now);
            if (Tick() is { Effects: [_, ..] } step && Probe(step) is var probe)
            {
                Assert.Equal(number, probe.Number);
                return (_now - from, probe);
            }
        }

        throw new InvalidOperationException("No canary within an hour.");
    }

    private double MinutesToTheNextTry()
    {
        var minutes = _host.Status(_now).Quarantine!.NextCanaryInSeconds!.Value / 60;
        _now += TimeSpan.FromMinutes(minutes);
        Assert.Empty(Tick().Events);
        return minutes;
    }

    private static EndpointCommands.Probe Probe(HostStep step) => Assert.IsType<EndpointCommands.Probe>(step.Effects.OfType<HostEffect.TellAgent>().Single().Message);

    private static HostEvents.HostQuarantined Quarantined(HostStep step) => Assert.IsType<HostEvents.HostQuarantined>(step.Events.Single());
}
