using ActorBench.Messages.Campaigns;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Remote.Transport.DotNetty;

namespace ActorBench.Agents.Security;

public enum Protection
{
    /// <summary>None needed: the address is of this machine alone.</summary>
    Local,

    /// <summary>None, and others may reach the address.</summary>
    Insecure,

    /// <summary>TLS with certificates of both ends.</summary>
    Tls,
}

/// <summary>How a node's actor messages are protected, ready to start it with.</summary>
/// <param name="Secret">What agents and coordinators prove to each other before an agent is taken; null asks for no proof.</param>
public sealed record TransportSecurity(Protection Protection, NodeCertificate? Certificate, JoinSecret? Secret)
{
    /// <summary>For nodes that only this machine reaches.</summary>
    public static TransportSecurity OfThisMachine { get; } = new(Protection.Local, null, null);

    /// <summary>What it was made of.</summary>
    public SecurityOptions Asked { get; init; } = new();

    /// <summary>First word of the node's address and of those that it talks to.</summary>
    public string Protocol => Protection == Protection.Tls ? "akka.ssl.tcp" : "akka.tcp";

    /// <summary>For a campaign's readers; null where all nodes stand on one machine.</summary>
    public string? Fact => Protection switch
    {
        Protection.Tls => ManagementTransport.Tls,
        Protection.Insecure => ManagementTransport.Insecure,
        _ => null,
    };

    /// <summary>The same facts, and how the campaign's messages go.</summary>
    public IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> facts) =>
        Fact is null ? facts : new Dictionary<string, string>(facts) { [ManagementTransport.FactName] = Fact };

    /// <summary>For stderr at start: what an operator must know; empty where all is well.</summary>
    public IEnumerable<string> Warnings(DateTimeOffset now)
    {
        if (Protection == Protection.Insecure)
            yield return "INSECURE: messages between nodes are neither encrypted nor authenticated; whoever reaches this address can command it. The report says so.";
        foreach (var warning in Certificate?.Warnings(now) ?? []) yield return warning;
    }

    /// <summary>Settings beside those of the address.</summary>
    public string Hocon => Protection == Protection.Tls
        ? $$"""
            akka.remote.dot-netty.tcp.enable-ssl = true
            {{TlsShutdownGuard.Hocon}}
            """
        : "";

    /// <summary>What can't be said in HOCON: the certificate and who is believed.</summary>
    public Setup[] Setups => Certificate is null
        ? []
        : [new DotNettySslSetup(Certificate.Own, suppressValidation: false, requireMutualAuthentication: true, new PeerRule(Certificate).Accepts)];

    /// <summary>Call once the system stands.</summary>
    public void Guard(ActorSystem system)
    {
        RemotingVersion.Check();
        if (Protection == Protection.Tls) TlsShutdownGuard.Install(system);
    }
}
