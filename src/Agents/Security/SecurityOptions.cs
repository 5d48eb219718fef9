using System.Net;
using System.Net.Sockets;

namespace ActorBench.Agents.Security;

/// <summary>What a node was told about the protection of its actor messages; the same keys for coordinators and agents.</summary>
public sealed record SecurityOptions
{
    public TlsFiles Tls { get; init; } = new();

    /// <summary>File with the secret that agents and coordinators prove to each other; null asks for no proof.</summary>
    public string? JoinSecretFile { get; init; }

    /// <summary>Messages go unprotected over a network that others may reach; the report says so.</summary>
    public bool Insecure { get; init; }

    /// <summary>A lab of this machine has started the node, and its management network leads nowhere else.</summary>
    public bool Lab { get; init; }

    /// <summary>The one rule: an address that is not of this machine alone needs TLS, or the word that it goes without.</summary>
    /// <param name="address">Where the node listens for actor messages.</param>
    /// <exception cref="SecurityRefusedException">The node must not start so.</exception>
    public TransportSecurity Resolve(IPAddress address) => Resolved(address) with { Asked = this };

    /// <summary>The flags that say the same to a guest, which stands where its host node stands.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        .. Flag("--tls-certificate", Tls.Certificate), .. Flag("--tls-key", Tls.Key), .. Flag("--tls-authority", Tls.Authority),
        .. Flag("--join-secret-file", JoinSecretFile),
        .. Insecure ? (string[])["--insecure"] : [],
        .. Lab ? (string[])["--lab"] : [],
    ];

    private static string[] Flag(string name, string? value) => value is null ? [] : [name, value];

    private TransportSecurity Resolved(IPAddress address)
    {
        if (Tls.IsPartial)
            throw new SecurityRefusedException("TLS needs three files: --tls-certificate, --tls-key and --tls-authority; `actorbench certs` makes them for a lab.");
        var secret = JoinSecretFile is null ? null : JoinSecret.Read(JoinSecretFile);
        if (Tls.IsComplete && Insecure)
            throw new SecurityRefusedException("--insecure contradicts the TLS files; leave one of them out.");
        if (Tls.IsComplete) return new TransportSecurity(Protection.Tls, NodeCertificate.Load(Tls), secret);
        if (IsOfThisMachine(address)) return new TransportSecurity(Protection.Local, null, secret);
        if (Insecure) return new TransportSecurity(Protection.Insecure, null, secret);
        throw new SecurityRefusedException(
            $"{address} is not a loopback address, so others may reach it: give --tls-certificate, --tls-key and --tls-authority (`actorbench certs` makes them), or --insecure on a network that you trust.");
    }

    private bool IsOfThisMachine(IPAddress address) => IPAddress.IsLoopback(address) || (Lab && LabNetwork.Contains(address));
}

/// <summary>PEM files of a node's identity.</summary>
/// <param name="Certificate">The node's own, signed by <paramref name="Authority"/> directly.</param>
/// <param name="Authority">Who signs every node's certificate; the machine's own trust store is never asked.</param>
public sealed record TlsFiles(string? Certificate = null, string? Key = null, string? Authority = null)
{
    public bool IsComplete => Certificate is not null && Key is not null && Authority is not null;

    public bool IsPartial => !IsComplete && (Certificate ?? Key ?? Authority) is not null;
}

/// <summary>The networks that labs take for their management: each stands between namespaces of one machine.</summary>
public static class LabNetwork
{
    /// <summary>First two bytes of them all.</summary>
    public const string Pool = "10.213";

    public static bool Contains(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.ToString().StartsWith(Pool + ".", StringComparison.Ordinal);
}

/// <summary>A node that would not be protected as it should does not start.</summary>
public sealed class SecurityRefusedException(string sentence) : Exception(sentence);
