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
        Frozen(true);
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
        Frozen(true);
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
        Assert.Contains(Frozen(true).Effects.OfType<HostEffect.TellPair>(), e => e.Message is HostReplies.LeaseTaken);
    }

    [Fact]
    public void A_frozen_guest_that_fell_silent_is_shown_as_paused_and_asked_for_like_one_that_is_not_there()
    {
        Block(A, GuestMode.Warm);
        Release(A);
        Frozen(true);
        _host.Handle(new HostCommands.AgentLost("h1", PairRig.Endpoint("h1", "podman").Incarnation), _now);
        Assert.Equal(["podman"], _host.Status(_now).Paused);

        Take(A);
        Assert.Equal(new StartGuest("h1", "podman"), Agents<StartGuest>(Ensure(A, GuestMode.Warm)).Single());
        Assert.Equal(["podman"], Ready(Register("podman", 1)).Endpoints.Keys);
        Assert.Empty(_host.Status(_now).Paused);
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
        Frozen(true);
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

    private HostStep Frozen(bool paused) => _host.Handle(new HostCommands.GuestPaused("h1", "podman", paused), _now);

    private HostStep Register(string platform, int incarnation) => _host.Handle(PairRig.Registered(platform, incarnation), _now);

    private HostStep Answer(EndpointCommands.Fence fence) =>
        _host.Handle(new HostCommands.FenceHeard("h1", fence.Platform, fence.Incarnation, fence.Epoch), _now);

    private static List<T> Agents<T>(HostStep step) => [.. step.Effects.OfType<HostEffect.TellAgent>().Select(e => e.Message).OfType<T>()];

    private static HostReplies.PlatformsReady Ready(HostStep step) =>
        step.Effects.OfType<HostEffect.TellPair>().Select(e => e.Message).OfType<HostReplies.PlatformsReady>().Single();
}
