using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorBench.Agents.Security;

/// <summary>A throw-away authority for one lab: ECDSA over P-256, no list of the revoked, no intermediate.</summary>
public sealed class LabAuthority : IDisposable
{
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Clocks of a lab's machines differ.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    private LabAuthority(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>With its key.</summary>
    public X509Certificate2 Certificate { get; }

    public static LabAuthority Create(string name, DateTimeOffset now, TimeSpan lasts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new LabAuthority(request.CreateSelfSigned(now - ClockSlack, now + lasts));
    }

    public static LabAuthority Load(string certificatePath, string keyPath) => new(X509Certificate2.CreateFromPemFile(certificatePath, keyPath));

    /// <summary>A certificate for both directions of a connection: every node is server and client.</summary>
    /// <param name="names">Host names and IP addresses that others reach the node under, and that it comes from.</param>
    /// <param name="anywhere">It may come from any address.</param>
    public X509Certificate2 Issue(string name, IReadOnlyList<string> names, bool anywhere, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var one in names)
        {
            if (IPAddress.TryParse(one, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(one);
        }

        if (anywhere) alternatives.AddUri(new Uri(PeerRule.AnywhereUri));
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuth, ClientAuth], critical: false));
        using var unkeyed = request.Create(Certificate, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        return unkeyed.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Issue(string name, IReadOnlyList<string> names, bool anywhere, DateTimeOffset now, TimeSpan lasts) =>
        Issue(name, names, anywhere, now - ClockSlack, Earlier(now + lasts, Certificate.NotAfter));

    public void Dispose() => Certificate.Dispose();

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
