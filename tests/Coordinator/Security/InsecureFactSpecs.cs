using ActorBench.Agents.Security;
using ActorBench.Messages.Campaigns;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class InsecureFactSpecs
{
    [Theory]
    [InlineData(Protection.Local, null)]
    [InlineData(Protection.Insecure, "insecure")]
    [InlineData(Protection.Tls, "tls")]
    public void A_campaign_says_how_its_messages_went(Protection protection, string? fact)
    {
        var facts = new TransportSecurity(protection, null, null).With(new Dictionary<string, string> { ["kind"] = "loopback" });
        Assert.Equal("loopback", facts["kind"]);
        Assert.Equal(fact, facts.GetValueOrDefault(ManagementTransport.FactName));
    }
}
