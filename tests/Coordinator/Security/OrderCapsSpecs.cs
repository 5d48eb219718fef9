using System.Net;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class OrderCapsSpecs
{
    private static readonly IPAddress Data = IPAddress.Parse("192.0.2.7");

    private readonly OrderCaps _caps = new() { Allowed = [IPNetwork.Parse("192.0.2.0/24")] };

    [Theory]
    [InlineData("192.0.2.8:4000", null)]
    [InlineData("198.51.100.1:4000", "sends only into 192.0.2.0/24, and 198.51.100.1 is elsewhere")]
    [InlineData("224.0.0.1:4000", "multicast")]
    [InlineData("255.255.255.255:4000", "broadcast")]
    [InlineData("0.0.0.0:4000", "no address of a machine")]
    [InlineData("0.1.2.3:4000", "no address of a machine")]
    [InlineData("127.0.0.1:22", "loopback")]
    [InlineData("[::ffff:127.0.0.1]:22", "loopback")]
    [InlineData("[ff02::1]:4000", "multicast")]
    [InlineData("[::1]:22", "loopback")]
    [InlineData("192.0.2.8:0", "no address with a port")]
    [InlineData("evil.example:80", "no address with a port")]
    public void An_initiator_sends_only_where_it_may(string target, string? because)
    {
        var refused = _caps.WhyNot(Go(EndpointRole.Initiator) with { ResponderAddress = target }, Data);
        if (because is null)
        {
            Assert.Null(refused);
            return;
        }

        Assert.Equal(FailureKind.Unable, refused!.Kind);
        Assert.Contains(because, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_loopback_interface_an_agent_reaches_itself() =>
        Assert.Null(new OrderCaps().WhyNot(Go(EndpointRole.Initiator) with { ResponderAddress = "127.0.0.1:4000" }, IPAddress.Loopback));

    [Fact]
    public void No_order_raises_a_cap()
    {
        var caps = _caps with { MaxDuration = TimeSpan.FromSeconds(10), MaxBytes = 1000, MaxMessageBytes = 600, MaxBufferBytes = 4096 };
        var go = Go(EndpointRole.Responder);
        Assert.Null(caps.WhyNot(go, Data));
        Refused(go with { Settings = go.Settings with { DurationNs = 10_000_000_001 } }, "measures for 00:00:10 at most");
        Refused(go with { Settings = go.Settings with { WarmupNs = long.MaxValue } }, "measures for 00:00:10 at most");
        Refused(go with { Settings = go.Settings with { TimeoutNs = 11_000_000_000 } }, "measures for 00:00:10 at most");
        Refused(go with { Settings = go.Settings with { DurationNs = null, Exchanges = 501 } }, "moves 1000 B a trial at most");
        Refused(go with { Settings = go.Settings with { DurationNs = null, Exchanges = long.MaxValue } }, "moves 1000 B a trial at most");
        Refused(go with { Spec = go.Spec with { Cell = go.Spec.Cell with { ResponseBytes = 601 } } }, "messages of 600 B at most");
        Refused(go with { Settings = go.Settings with { Sockets = new SocketOptions(ReceiveBufferBytes: 4097) } }, "buffers of 4096 B at most");

        void Refused(EndpointCommands.Go order, string because) =>
            Assert.Contains(because, caps.WhyNot(order, Data)!.Reason, StringComparison.Ordinal);
    }

    private static EndpointCommands.Go Go(EndpointRole role)
    {
        var pair = new PairId("h1", "h2");
        var cell = new Cell("native", Protocol.Tcp, "all", 1, 1);
        return new EndpointCommands.Go(
            new AttemptKey(new CampaignId("c"), pair, 1, 1, 1),
            role,
            new TrialSpec(1, 1, 1, pair, cell),
            new TrialSettings(Timing.Strict, 1_000_000_000, null, 1, 0, 5_000_000_000, SocketOptions.Untouched),
            "192.0.2.8:4000",
            new byte[16]);
    }
}
