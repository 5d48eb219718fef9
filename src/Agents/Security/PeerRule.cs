using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;

namespace ActorBench.Agents.Security;

/// <summary>Who may be at the other end of a TLS connection: signed by our own authority, in its time, and under its name.</summary>
/// <remarks>
/// Akka's default asks the machine's trust store and checks no name of whoever dials in. A peer that was dialled must have the name it was
/// dialled under. One that dials in must have the address that it comes from: as an IP address, or under a name that leads there.
/// </remarks>
internal sealed class PeerRule(NodeCertificate node, Func<string, IPAddress[]>? resolve = null)
{
    /// <summary>A certificate with this URI may come from anywhere, as a pod must whose address nobody knows before; its authority said so.</summary>
    public const string AnywhereUri = "urn:actorbench:anywhere";

    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");
    private static readonly TimeSpan ResolveBound = TimeSpan.FromSeconds(2);

    private readonly Func<string, IPAddress[]> _resolve = resolve ?? Resolve;

    /// <param name="peer">Akka's name of it: the address that was dialled, or the socket that dialled in.</param>
    public bool Accepts(X509Certificate2? certificate, X509Chain? presented, string peer, SslPolicyErrors errors, ILoggingAdapter log)
    {
        if (WhyNot(certificate, peer, DateTime.UtcNow) is not { } reason) return true;
        Refusals.Count(Refusal.Certificate);
        log.Warning("TLS: {0} is refused: {1}", peer, reason);
        return false;
    }

    /// <returns>Null for a peer that may talk to this node, else the sentence.</returns>
    public string? WhyNot(X509Certificate2? certificate, string peer, DateTime nowUtc)
    {
        if (certificate is null) return "It showed no certificate.";
        return Dialled(peer) is { } host
            ? WhyNotTrusted(certificate, nowUtc, ServerAuth) ?? WhyNotNamed(certificate, host)
            : WhyNotTrusted(certificate, nowUtc, ClientAuth) ?? WhyNotFrom(certificate, peer);
    }

    /// <param name="usage">What the certificate must be good for; null where it does not matter.</param>
    public string? WhyNotTrusted(X509Certificate2 certificate, DateTime nowUtc, Oid? usage)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(node.Authority);
        // A lab's authority has no list of the revoked; a node that is out gets a new authority or a short-lived certificate.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = nowUtc;
        if (usage is not null) policy.ApplicationPolicy.Add(usage);
        if (chain.Build(certificate)) return null;
        var flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"Its certificate {certificate.Subject} is good from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u} only.";
        // The last is of another authority with the same name.
        return flags.HasFlag(X509ChainStatusFlags.PartialChain) || flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.NotSignatureValid)
            ? $"Its certificate {certificate.Subject} is not signed by this node's authority."
            : $"Its certificate {certificate.Subject} is not good: {flags}.";
    }

    /// <summary>Akka writes <c>ssl.tcp://system@host:port</c> for a peer that it dialled, and <c>address:port</c> for one that dialled in.</summary>
    private static string? Dialled(string peer) =>
        peer.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(peer, UriKind.Absolute, out var uri) ? uri.Host.Trim('[', ']') : null;

    private static string? WhyNotNamed(X509Certificate2 certificate, string host) =>
        certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false)
            ? null
            : $"Its certificate {certificate.Subject} is not for {host}, but for {Names(certificate)}.";

    private string? WhyNotFrom(X509Certificate2 certificate, string peer)
    {
        if (!IPEndPoint.TryParse(peer, out var from)) return $"{peer} is no address.";
        var address = from.Address.IsIPv4MappedToIPv6 ? from.Address.MapToIPv4() : from.Address;
        var names = PeerNames.Of(certificate);
        return names.Anywhere || names.Addresses.Contains(address) || names.Hosts.Any(name => _resolve(name).Contains(address))
            ? null
            : $"Its certificate {certificate.Subject} is not for {address}, but for {Names(certificate)}.";
    }

    private static string Names(X509Certificate2 certificate) =>
        PeerNames.Of(certificate) is var names && names.Addresses.Count + names.Hosts.Count == 0
            ? "no address or name at all"
            : string.Join(", ", names.Hosts.Concat(names.Addresses.Select(a => a.ToString())));

    private static IPAddress[] Resolve(string name)
    {
        try
        {
            var found = Dns.GetHostAddressesAsync(name);
            return found.Wait(ResolveBound) ? found.Result : [];
        }
        catch (AggregateException e) when (e.InnerException is SocketException or ArgumentException)
        {
            return [];
        }
    }
}
