using System.Net;
using System.Security.Cryptography.X509Certificates;
using ActorBench.Agents.Security;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>An authority, another one, and certificates of every kind that a peer may come with.</summary>
public sealed class LabCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly LabAuthority _ours = LabAuthority.Create("ours", Now.AddDays(-3), TimeSpan.FromDays(90));
    private readonly LabAuthority _theirs = LabAuthority.Create("theirs", Now, TimeSpan.FromDays(90));

    public TransportSecurity Right => Secured(Certificate("right"));

    public X509Certificate2 Certificate(string kind) => kind switch
    {
        "right" => _ours.Issue(kind, ["127.0.0.1", "localhost"], false, Now, TimeSpan.FromDays(60)),
        "self-signed" => LabAuthority.Create("self", Now, TimeSpan.FromDays(60)).Certificate,
        "other authority" => _theirs.Issue(kind, ["127.0.0.1"], false, Now, TimeSpan.FromDays(60)),
        "expired" => _ours.Issue(kind, ["127.0.0.1"], false, Now.AddDays(-2), Now.AddDays(-1)),
        "wrong name" => _ours.Issue(kind, ["127.0.0.9", "elsewhere.invalid"], false, Now, TimeSpan.FromDays(60)),
        "anywhere" => _ours.Issue(kind, ["elsewhere.invalid"], true, Now, TimeSpan.FromDays(60)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A node that believes our authority whatever its own certificate is.</summary>
    public TransportSecurity Secured(X509Certificate2 own) =>
        new(Protection.Tls, new NodeCertificate(own, [X509CertificateLoader.LoadCertificate(_ours.Certificate.RawData)]), null);

    internal PeerRule Rule(Func<string, IPAddress[]>? resolve = null) => new(Right.Certificate!, resolve);

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }
}
