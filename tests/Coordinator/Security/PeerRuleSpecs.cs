using System.Net;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class PeerRuleSpecs(LabCertificates certificates) : IClassFixture<LabCertificates>
{
    private const string Dialled = "ssl.tcp://actorbench@127.0.0.1:4053";
    private const string DialledIn = "[::ffff:127.0.0.1]:40000";

    [Theory]
    [InlineData("right", null, null)]
    [InlineData("self-signed", "not signed by this node's authority", "not signed by this node's authority")]
    [InlineData("other authority", "not signed by this node's authority", "not signed by this node's authority")]
    [InlineData("expired", "is good from", "is good from")]
    [InlineData("wrong name", "is not for 127.0.0.1, but for elsewhere.invalid, 127.0.0.9", "is not for 127.0.0.1, but for elsewhere.invalid, 127.0.0.9")]
    [InlineData("anywhere", "is not for 127.0.0.1", null)]
    public void Each_kind_of_certificate_is_judged_for_both_directions(string kind, string? whenDialled, string? whenDiallingIn)
    {
        var certificate = certificates.Certificate(kind);
        Same(whenDialled, certificates.Rule(_ => []).WhyNot(certificate, Dialled, DateTime.UtcNow));
        Same(whenDiallingIn, certificates.Rule(_ => []).WhyNot(certificate, DialledIn, DateTime.UtcNow));
    }

    [Fact]
    public void A_peer_without_a_certificate_is_refused() =>
        Assert.NotNull(certificates.Rule().WhyNot(null, DialledIn, DateTime.UtcNow));

    [Fact]
    public void A_peer_that_dials_in_may_come_from_where_its_name_leads()
    {
        var certificate = certificates.Certificate("wrong name");
        var rule = certificates.Rule(name => name == "elsewhere.invalid" ? [IPAddress.Loopback] : []);
        Assert.Null(rule.WhyNot(certificate, DialledIn, DateTime.UtcNow));
        Assert.NotNull(rule.WhyNot(certificate, "127.0.0.2:40000", DateTime.UtcNow));
    }

    private static void Same(string? expected, string? reason)
    {
        if (expected is null) Assert.Null(reason);
        else Assert.Contains(expected, reason, StringComparison.Ordinal);
    }
}
