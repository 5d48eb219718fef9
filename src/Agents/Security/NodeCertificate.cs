using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorBench.Agents.Security;

/// <summary>A node's certificate with its key, and the authority that all peers must be signed by.</summary>
public sealed record NodeCertificate(X509Certificate2 Own, X509Certificate2Collection Authority)
{
    /// <summary>How long before its end a certificate is complained of.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <exception cref="SecurityRefusedException">A file is missing or holds something else, or the certificate is not of this authority.</exception>
    public static NodeCertificate Load(TlsFiles files)
    {
        var own = Reading(files.Certificate!, () => X509Certificate2.CreateFromPemFile(files.Certificate!, files.Key));
        var authority = new X509Certificate2Collection();
        Reading(files.Authority!, () =>
        {
            authority.ImportFromPemFile(files.Authority!);
            return authority.Count;
        });
        if (authority.Count == 0) throw new SecurityRefusedException($"{files.Authority} holds no certificate.");
        var loaded = new NodeCertificate(own, authority);
        // Rather here than as a handshake that fails somewhere else.
        return new PeerRule(loaded).WhyNotTrusted(own, DateTime.UtcNow, usage: null) is { } reason
            ? throw new SecurityRefusedException($"{files.Certificate}: {reason}")
            : loaded;
    }

    public IEnumerable<string> Warnings(DateTimeOffset now)
    {
        foreach (var certificate in (X509Certificate2[])[Own, .. Authority])
        {
            var left = certificate.NotAfter.ToUniversalTime() - now.UtcDateTime;
            if (left < Notice)
                yield return $"The certificate {certificate.Subject} ends in {Math.Max(0, (int)left.TotalDays)} days, on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}; nodes refuse it from then on.";
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SecurityRefusedException($"{path} can't be used for TLS: {e.Message}");
        }
    }
}
