using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorBench.Coordinator.Commands;

/// <summary>How a command port that is not a socket file knows who asks.</summary>
/// <param name="Certificate">PEM file; null for no TLS.</param>
/// <param name="Key">PEM file of its key.</param>
/// <param name="TokenFile">Lines <c>role token</c>; see <see cref="CommandTokens"/>.</param>
/// <param name="Insecure">Its user has said that neither is wanted on an address that others reach.</param>
public sealed record CommandSecurity(string? Certificate = null, string? Key = null, string? TokenFile = null, bool Insecure = false);

/// <summary>Where commands are served: on a socket file of its owner, or on a port.</summary>
public sealed class CommandEndpoint
{
    /// <summary>A peer that has not said what it wants by then wants nothing.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly IPEndPoint? _port;
    private readonly X509Certificate2? _certificate;

    private CommandEndpoint(string? socketPath, IPEndPoint? port, X509Certificate2? certificate, CommandTokens? tokens)
    {
        SocketPath = socketPath;
        _port = port;
        _certificate = certificate;
        Tokens = tokens;
    }

    internal string? SocketPath { get; }

    internal CommandTokens? Tokens { get; }

    internal bool IsLoopback => _port is not null && IPAddress.IsLoopback(_port.Address);

    /// <param name="path">At most 107 bytes, the limit of a socket's address. A file that a dead process left there is replaced.</param>
    public static CommandEndpoint OnSocket(string path) => new(path, null, null, null);

    /// <param name="port">0 lets the kernel choose.</param>
    /// <exception cref="CommandRefusedException">Others reach the address, and it has neither TLS with a token nor its user's word that this is meant; or a file can't be used.</exception>
    public static CommandEndpoint OnPort(IPAddress address, int port, CommandSecurity? security = null)
    {
        security ??= new CommandSecurity();
        if (!IPAddress.IsLoopback(address) && !security.Insecure && (security.Certificate is null || security.TokenFile is null))
        {
            throw new CommandRefusedException(
                $"The command port on {address} can be reached by others, so it needs --tls-certificate, --tls-key and --token-file; --insecure goes without, and every report will say so.");
        }

        return new CommandEndpoint(
            null,
            new IPEndPoint(address, port),
            security.Certificate is null ? null : ReadCertificate(security.Certificate, security.Key),
            security.TokenFile is null ? null : CommandTokens.Read(security.TokenFile));
    }

    internal void Listen(KestrelServerOptions kestrel, PortLog log)
    {
        if (SocketPath is not null) kestrel.ListenUnixSocket(SocketPath, options => options.Protocols = HttpProtocols.Http1);
        else kestrel.Listen(_port!, options => Configure(options, log));
    }

    private void Configure(ListenOptions options, PortLog log)
    {
        options.Use(log.Around);
        options.Protocols = HttpProtocols.Http1;
        if (_certificate is null) return;
        options.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = _certificate,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            HandshakeTimeout = Patience,
        });
    }

    internal Socket Bind(EndPoint endpoint)
    {
        if (SocketPath is not null) return BindFile(SocketPath);
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closed to others before anyone can connect: until it listens, a connection is refused.</summary>
    internal static Socket BindFile(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static X509Certificate2 ReadCertificate(string certificate, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"The certificate {certificate} with the key {key ?? "in it"} can't be used: {e.Message.TrimEnd('.')}.");
        }
    }
}
