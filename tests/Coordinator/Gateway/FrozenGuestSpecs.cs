using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;

namespace ActorBench.Coordinator.Tests.Gateway;

/// <summary>Guests that their host node has frozen, as the gateway sees them.</summary>
public sealed class FrozenGuestSpecs : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly GatewayRig _rig;
    private readonly GatewayRig.Mouth _host;
    private readonly GatewayRig.Mouth _frozen;

    public FrozenGuestSpecs()
    {
        _rig = new GatewayRig(TestNode.Quick with { AgentSilence = TimeSpan.FromSeconds(3) }, _time);
        (_host, _frozen) = (_rig.Open(), _rig.Open());
    }

    public async ValueTask InitializeAsync()
    {
        await _host.SayAsync(GatewayRig.Agent(AgentRole.Host, "h1", "native"));
        await RegisterAsync(_frozen, "crun");
        await _host.SayAsync(new GuestPaused("h1", "crun"));
        Assert.Contains(new HostCommands.GuestPaused("h1", "crun"), _rig.HandedOn);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Neither_its_silence_nor_a_broken_connection_tells_of_its_end_but_its_host_node_does()
    {
        var broken = _rig.Open();
        await RegisterAsync(broken, "lxc");
        await RegisterAsync(_rig.Open(), "podman");
        await broken.CloseAsync();
        await UntilLost("h1/lxc");
        await _frozen.CloseAsync();
        await UntilLost("h1/podman");
        Assert.False(IsLost("h1/crun"));
        Assert.False(IsLost("h1/native"));

        await _host.SayAsync(new GuestEnded("h1", "crun"));
        Assert.True(IsLost("h1/crun"));
        Assert.Contains(new HostCommands.GuestEnded("h1", "crun"), _rig.HandedOn);
    }

    [Fact]
    public async Task What_it_says_counts_when_it_goes_on_and_then_its_silence_does()
    {
        await RegisterAsync(_rig.Open(), "podman");
        await UntilLost("h1/podman");
        await _frozen.SayAsync(new Fenced("h1", "crun", "h1/crun", 7));
        Assert.Contains(new HostCommands.FenceHeard("h1", "crun", "h1/crun", 7), _rig.HandedOn);
        Assert.False(IsLost("h1/crun"));

        await _frozen.SayAsync(new Ping("h1/crun"));
        await UntilLost("h1/crun");
    }

    [Fact]
    public async Task It_is_gone_with_its_host_node()
    {
        await _host.SayAsync(new Goodbye("h1/native"));
        Assert.True(IsLost("h1/crun"));
    }

    [Fact]
    public async Task Only_its_own_host_node_speaks_for_it()
    {
        var other = _rig.Open();
        await other.SayAsync(GatewayRig.Agent(AgentRole.Host, "h2", "native"));
        await other.SayAsync(new GuestEnded("h1", "crun"));
        await _frozen.SayAsync(new GuestEnded("h1", "crun"));
        Assert.False(IsLost("h1/crun"));
        Assert.DoesNotContain(_rig.HandedOn, word => word is HostCommands.GuestEnded);
    }

    private static Task RegisterAsync(GatewayRig.Mouth guest, string platform) => guest.SayAsync(GatewayRig.Agent(AgentRole.Guest, "h1", platform));

    private bool IsLost(string incarnation) => _rig.HandedOn.Any(word => word is HostCommands.AgentLost lost && lost.Incarnation == incarnation);

    /// <summary>Time goes on by the second, and the host node says each time that it is there.</summary>
    private Task UntilLost(string incarnation) => TestNode.UntilAsync(
        async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _host.SayAsync(new Ping("h1/native"));
            return IsLost(incarnation);
        },
        $"{incarnation} is lost");
}
