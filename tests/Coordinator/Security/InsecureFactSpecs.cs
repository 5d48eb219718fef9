using ActorBench.Agents.Security;
using ActorBench.Coordinator.Programs;
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

    /// <summary>The report warns by the fact of the transport; the command port may be the only one that is open.</summary>
    [Theory]
    [InlineData(Protection.Insecure, true, "insecure", "yes")]
    [InlineData(Protection.Local, true, null, "yes")]
    [InlineData(Protection.Tls, false, "tls", null)]
    public void A_standing_coordinator_gives_it_to_every_campaign(Protection protection, bool insecure, string? transport, string? word)
    {
        var facts = CoordinatorProgram.Facts(insecure, new TransportSecurity(protection, null, null));
        Assert.Equal("cluster", facts["kind"]);
        Assert.Equal(transport, facts.GetValueOrDefault(ManagementTransport.FactName));
        Assert.Equal(word, facts.GetValueOrDefault("insecure"));
    }
}
