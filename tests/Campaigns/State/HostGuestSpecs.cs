using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

/// <summary>Whom a host has started, and how long it waits for them.</summary>
public sealed class HostGuestSpecs
{
    private static readonly CampaignId A = new("a-000000-1");
    private readonly HostMachine _host = new(new HostState("h1"));
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_platform_that_is_not_there_is_started_and_waited_for()
    {
        Register("native", 1);
        var step = Ensure("native", "bridge");
        Assert.Equal(new StartGuest("h1", "bridge"), step.Effects.OfType<HostEffect.TellAgent>().Single().Message);
        Assert.Empty(step.Effects.OfType<HostEffect.TellPair>());

        Assert.Equal(["native", "bridge"], Ready(Register("bridge", 1)).Endpoints.Keys);
    }

    [Fact]
    public void A_guest_of_a_declared_platform_registers_by_itself_and_nobody_is_told_to_start_it()
    {
        Register("native", 1);
        var step = Ensure("native", "k8s-pod");
        Assert.Empty(step.Effects);

        Assert.Equal(["native", "k8s-pod"], Ready(Register("k8s-pod", 1)).Endpoints.Keys);
    }

    [Fact]
    public void A_guest_that_never_comes_is_missing_and_waited_for_again_when_asked_again()
    {
        Register("native", 1);
        Ensure("bridge");
        _now += new HostRules().RaiseBound + TimeSpan.FromSeconds(1);
        Register("native", 1);
        Assert.Contains("bridge", Ready(Tick()).Missing.Keys);

        var again = Ensure("bridge");
        Assert.Empty(again.Effects.OfType<HostEffect.TellPair>());
        Assert.Equal(new StartGuest("h1", "bridge"), again.Effects.OfType<HostEffect.TellAgent>().Single().Message);
    }

    [Fact]
    public void A_guest_that_takes_long_to_start_is_waited_for_as_long_as_its_platform_says_and_its_time_is_on_record()
    {
        Register("native", 1);
        Ensure("qemu-tcg");
        _host.Handle(new HostCommands.GuestStarting("h1", "qemu-tcg", TimeSpan.FromSeconds(90)), _now);
        _now += TimeSpan.FromSeconds(80);
        Assert.Empty(Tick().Effects.OfType<HostEffect.TellPair>());

        var up = Register("qemu-tcg", 1);
        Assert.Contains("qemu-tcg", Ready(up).Endpoints.Keys);
        Assert.Equal(80_000, up.Events.OfType<HostEvents.GuestRegistered>().Single().StartMs);
    }

    [Fact]
    public void A_guest_that_does_not_keep_its_platforms_bound_is_missing()
    {
        Register("native", 1);
        Ensure("qemu-tcg");
        _host.Handle(new HostCommands.GuestStarting("h1", "qemu-tcg", TimeSpan.FromSeconds(90)), _now);
        _now += TimeSpan.FromSeconds(91);
        Assert.Equal("The qemu-tcg guest of h1 has not registered within 90 s.", Ready(Tick()).Missing["qemu-tcg"]);
        Assert.DoesNotContain(Register("qemu-tcg", 1).Events, e => e is HostEvents.LeaseGranted);
    }

    [Fact]
    public void News_of_an_end_that_come_behind_the_next_start_change_nothing()
    {
        Register("native", 1);
        Register("bridge", 1);
        _host.Handle(new HostCommands.GuestFailed("h1", "bridge", "It ended with code 137.", false), _now);
        Assert.Equal(["bridge"], Ready(Ensure("bridge")).Endpoints.Keys);
    }

    [Fact]
    public void A_platform_that_cannot_run_here_is_said_so_with_its_reason()
    {
        Register("native", 1);
        Ensure("xen");
        var answer = Ready(_host.Handle(new HostCommands.GuestFailed("h1", "xen", "No hypervisor.", true), _now));

        Assert.Equal("No hypervisor.", answer.Unsupported["xen"]);
    }

    private HostStep Ensure(params string[] platforms) => _host.Handle(new HostCommands.EnsurePlatforms("h1", A, PairRig.Pair, platforms), _now);

    private HostStep Tick() => _host.Handle(new HostInput.Tick(), _now);

    private HostStep Register(string platform, int incarnation) => _host.Handle(PairRig.Registered(platform, incarnation), _now);

    private static HostReplies.PlatformsReady Ready(HostStep step) =>
        Assert.IsType<HostReplies.PlatformsReady>(step.Effects.OfType<HostEffect.TellPair>().Single().Message);
}
