using System.Net;
using ActorBench.HostNode.Doctor;
using ActorBench.HostNode.Doctor.Checks;

namespace ActorBench.HostNode.Tests.Doctor;

public sealed class SharedLinkSpecs : IDisposable
{
    private readonly SickMachine _machine = new();

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", Severity.Warning, "share the link eth0")]
    [InlineData("10.0.0.1", "10.0.1.1", Severity.Ok, "messages go over eth0, exchanges over eth1")]
    [InlineData("10.0.0.1", "10.9.9.9", Severity.Blocking, "no interface of this machine has the data address 10.9.9.9")]
    public void Messages_and_exchanges_on_one_link_are_warned_of(string management, string data, Severity severity, string evidence)
    {
        var finding = _machine.Ask(new SharedLinkCheck(
            IPAddress.Parse(management), IPAddress.Parse(data), address => $"{address}" switch { "10.0.1.1" => "eth1", var text when text.StartsWith("10.0.0.", StringComparison.Ordinal) => "eth0", _ => null }));

        Assert.Equal(severity, finding.Severity);
        Assert.Contains(evidence, finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void It_knows_the_links_of_this_machine() =>
        Assert.Contains("share the link lo", _machine.Ask(new SharedLinkCheck(IPAddress.Loopback, IPAddress.Loopback)).Evidence, StringComparison.Ordinal);

    public void Dispose() => _machine.Dispose();
}
