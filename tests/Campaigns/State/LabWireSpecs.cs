using ActorBench.Campaigns.State;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State;

public sealed class LabWireSpecs
{
    [Fact]
    public void The_facts_that_a_lab_stores_say_how_its_wire_is_limited()
    {
        Assert.Equal(new WireShape(100_000_000, 3200, 1500), Of(("rate", "100 Mbit/s"), ("burst", "3200"), ("mtu", "1500"), ("wire", "shaped")));
        Assert.Equal(new WireShape(1_544_000, 3200, 9000), Of(("rate", "1.544 Mbit/s"), ("burst", "3200"), ("mtu", "9000")));
        Assert.Equal(new WireShape(1_000_000_000, 0, 1500), Of(("rate", "1000 Mbit/s"), ("wire", "serialised"), ("mtu", "1500")));
    }

    [Fact]
    public void A_wire_without_a_limit_or_with_one_that_nobody_knows_has_none()
    {
        Assert.Null(Of(("kind", "loopback"), ("wire", "none")));
        Assert.Null(Of(("rate", "none"), ("burst", "3200"), ("mtu", "1500")));
        Assert.Null(Of(("rate", "100 Mbit/s"), ("mtu", "1500")));
        Assert.Null(Of(("rate", "fast Mbit/s"), ("burst", "3200"), ("mtu", "1500")));
    }

    private static WireShape? Of(params (string Name, string Value)[] facts) => LabWire.Of(facts.ToDictionary(fact => fact.Name, fact => fact.Value));
}
