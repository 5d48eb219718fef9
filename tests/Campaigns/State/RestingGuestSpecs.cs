using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>A host's guests between two blocks.</summary>
public sealed class RestingGuestSpecs
{
    private static readonly CampaignId A = new("a-000000-1");
    private static readonly CampaignId B = new("b-000000-1");
    private readonly HostMachine _host = new(new HostState("h1"));
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private long _request;

    [Fact]
    public void Warm_guests_rest_when_the_lease_ends_and_are_of_use_again_once_they_have_answered_the_fence()
    {
        Block(A, GuestMode.Warm);
        var ended = Release(A);
        Assert.Equal(new RestGuests("h1", GuestMode.Warm), Agents<RestGuests>(ended).Single());
        Frozen();
        Assert.Equal(["podman"], _host.Status(_now).Paused);

        Take(A);
        var wanted = Ensure(A, GuestMode.Warm);
        Assert.Equal(new ResumeGuest("h1", "podman"), Agents<ResumeGuest>(wanted).Single());
        Assert.Empty(wanted.Effects.OfType<HostEffect.TellPair>());
        Assert.Equal(["podman"], Ready(Answer(Agents<EndpointCommands.Fence>(wanted).Single())).Endpoints.Keys);
        Assert.Empty(_host.Status(_now).Paused);
    }

    [Fact]
    public void No_fence_waits_for_a_frozen_guest()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        var taken = Take(B);
        var fences = Agents<EndpointCommands.Fence>(taken);
        Assert.Equal("native", Assert.Single(fences).Platform);
        Assert.Contains(Answer(fences[0]).Effects.OfType<HostEffect.TellPair>(), e => e.Message is HostReplies.LeaseTaken);
    }

    [Fact]
    public void A_fence_that_was_raised_before_the_guest_was_frozen_does_not_wait_on()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        foreach (var fence in Agents<EndpointCommands.Fence>(Take(B)).Where(f => f.Platform == "native")) Answer(fence);
        Assert.Contains(Frozen().Effects.OfType<HostEffect.TellPair>(), e => e.Message is HostReplies.LeaseTaken);
    }

    [Fact]
    public void A_frozen_guest_is_not_missed_however_long_it_rests_and_whatever_its_gateway_makes_of_its_silence()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        for (var minutes = 0; minutes < 90; minutes++) Later(TimeSpan.FromMinutes(1));
        Lose("podman");
        Assert.Equal(["native", "podman"], _host.Endpoints.Keys.Order());

        Take(A);
        var wanted = Ensure(A, GuestMode.Warm);
        Assert.Empty(Agents<StartGuest>(wanted));
        Assert.Equal(new ResumeGuest("h1", "podman"), Agents<ResumeGuest>(wanted).Single());
        Later(TimeSpan.FromSeconds(1));
        var ready = Ready(Answer(Agents<EndpointCommands.Fence>(wanted).Single()));
        Assert.Equal(PairRig.Endpoint("h1", "podman"), ready.Endpoints["podman"]);
    }

    [Fact]
    public void From_the_moment_that_it_is_told_to_go_on_it_is_missed_like_any_other()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        Later(TimeSpan.FromHours(1));
        Take(A);
        Ensure(A, GuestMode.Warm);
        Assert.Empty(Agents<StartGuest>(Later(new HostRules().AgentSilence)));

        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Later(TimeSpan.FromSeconds(1))).Single());
    }

    [Fact]
    public void One_that_ends_while_it_is_frozen_is_started_anew_by_the_next_block()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        _host.Handle(new HostCommands.GuestEnded("h1", "podman"), _now);
        Assert.Equal(["native"], _host.Endpoints.Keys);
        Assert.Empty(_host.Status(_now).Paused);

        Take(A);
        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Ensure(A, GuestMode.Warm)).Single());
        Assert.Equal(PairRig.Endpoint("h1", "podman", 2), Ready(Register("podman", 2)).Endpoints["podman"]);
    }

    [Fact]
    public void One_that_dies_of_being_woken_is_started_anew_for_the_same_block()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        Take(A);
        Ensure(A, GuestMode.Warm);

        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Lose("podman")).Single());
        Assert.Equal(["podman"], Ready(Register("podman", 2)).Endpoints.Keys);
    }

    [Fact]
    public void Frozen_guests_are_gone_with_their_host_node_and_nobody_waits_for_them()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        Lose("native");
        Assert.Empty(_host.Endpoints);
        Assert.Empty(_host.Status(_now).Paused);

        Assert.Contains(Take(B).Effects.OfType<HostEffect.TellPair>(), e => e.Message is HostReplies.LeaseTaken);
        Ensure(B, GuestMode.Warm);
        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Register("native", 2)).Single());
    }

    [Fact]
    public void A_host_node_that_says_that_its_guest_has_ended_spares_the_trial_the_wait_for_its_silence()
    {
        Block(A, GuestMode.Warm);
        var step = _host.Handle(new HostCommands.GuestEnded("h1", "podman"), _now);
        Assert.Contains(step.Effects.OfType<HostEffect.TellPair>(), e => e.Message is HostReplies.EndpointLost { Platform: "podman" });
        Assert.Empty(_host.Handle(new HostCommands.GuestEnded("h1", "native"), _now).Effects);
    }

    [Fact]
    public void Cold_guests_are_ended_and_started_anew()
    {
        Block(A, GuestMode.Cold);
        Assert.Equal(new RestGuests("h1", GuestMode.Cold), Agents<RestGuests>(Release(A)).Single());
        Take(A);
        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Ensure(A, GuestMode.Cold)).Single());
        Assert.Equal(["podman"], Ready(Register("podman", 2)).Endpoints.Keys);
    }

    [Fact]
    public void A_cold_campaign_does_not_take_over_the_guests_of_a_warm_one()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen();
        Take(B);
        var wanted = Ensure(B, GuestMode.Cold);
        Assert.Equal(new RestGuests("h1", GuestMode.Cold), Agents<RestGuests>(wanted).Single());
        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(wanted).Single());
    }

    [Fact]
    public void A_guest_that_somebody_else_started_is_left_alone()
    {
        Register("native", 1);
        Register("own-vm", 1);
        Take(A);
        Assert.Empty(Agents<RestGuests>(Release(A)));
    }

    [Fact]
    public void Starts_are_kept_by_platform()
    {
        var state = new HostState("h1");
        foreach (var ms in (long[])[700, 500, 900, 600]) state = state.Apply(new HostEvents.GuestRegistered("h1", "podman", ms, _now));
        Assert.Equal(new GuestStarts("podman", 4, 500, 600, 900), Assert.Single(new HostMachine(state).Status(_now).Starts));
    }

    /// <summary>The first block, with a guest that has just been started for it.</summary>
    private void Block(CampaignId campaign, GuestMode mode)
    {
        Register("native", 1);
        Take(campaign);
        Ensure(campaign, mode);
        foreach (var fence in Agents<EndpointCommands.Fence>(Register("podman", 1))) Answer(fence);
    }

    private HostStep Take(CampaignId campaign) => _host.Handle(new HostCommands.TakeLease("h1", campaign, PairRig.Pair, ++_request), _now += TimeSpan.FromSeconds(1));

    private HostStep Release(CampaignId campaign) => _host.Handle(new HostCommands.ReleaseLease("h1", campaign, PairRig.Pair, _host.State.Epoch), _now);

    private HostStep Ensure(CampaignId campaign, GuestMode mode) =>
        _host.Handle(new HostCommands.EnsurePlatforms("h1", campaign, PairRig.Pair, ["podman"], mode), _now);

    private HostStep Frozen() => _host.Handle(new HostCommands.GuestPaused("h1", "podman"), _now);

    private HostStep Lose(string platform) => _host.Handle(new HostCommands.AgentLost("h1", PairRig.Endpoint("h1", platform).Incarnation), _now);

    /// <summary>Its host node is heard of meanwhile, the guest is not; nor is a lease at stake.</summary>
    private HostStep Later(TimeSpan time)
    {
        _now += time;
        if (_host.Endpoints.ContainsKey("native")) Register("native", 1);
        return _host.Handle(new HostInput.Tick(), _now);
    }

    private HostStep Register(string platform, int incarnation) => _host.Handle(PairRig.Registered(platform, incarnation), _now);

    private HostStep Answer(EndpointCommands.Fence fence) =>
        _host.Handle(new HostCommands.FenceHeard("h1", fence.Platform, fence.Incarnation, fence.Epoch), _now);

    private static List<T> Agents<T>(HostStep step) => [.. step.Effects.OfType<HostEffect.TellAgent>().Select(e => e.Message).OfType<T>()];

    private static HostReplies.PlatformsReady Ready(HostStep step) =>
        step.Effects.OfType<HostEffect.TellPair>().Select(e => e.Message).OfType<HostReplies.PlatformsReady>().Single();
}
