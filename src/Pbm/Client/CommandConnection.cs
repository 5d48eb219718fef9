using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorBench.Pbm.Client;

/// <summary>Opens a stream to a coordinator: socket file, TCP, or TLS over it.</summary>
internal static class CommandConnection
{
    private static readonly TimeSpan ConnectBound = TimeSpan.FromSeconds(5);

    /// <exception cref="CommandException">Nobody answers, or it is not who it must be.</exception>
    public static async Task<Stream> OpenAsync(CoordinatorAddress address, ClientSettings settings, CancellationToken cancel)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(ConnectBound);
        Socket? socket = null;
        try
        {
            socket = address.SocketPath is null
                ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
                : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            if (address.SocketPath is { } path) await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), bound.Token).ConfigureAwait(false);
            else await socket.ConnectAsync(address.Host, address.Port, bound.Token).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return address.SocketPath is null && (address.Tls || settings.Authority is not null)
                ? await SecureAsync(stream, address, settings.Authority, bound.Token).ConfigureAwait(false)
                : stream;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentOutOfRangeException && !cancel.IsCancellationRequested)
        {
            var why = e is SocketException broken ? broken.Message : e is OperationCanceledException ? "it does not answer" : e.Message;
            throw new CommandException(
                ClientExitCode.Unreachable,
                $"No coordinator takes commands at {address} ({why}). Start one with 'actorbench coordinator', or name the place: 'pbm HOST:PORT …', 'pbm unix:STORE.db.sock …' for a run of this machine.");
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static async Task<Stream> SecureAsync(Stream stream, CoordinatorAddress address, string? authority, CancellationToken cancel)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = address.Host, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        var secure = new SslStream(stream);
        try
        {
            if (authority is not null)
            {
                var roots = new X509Certificate2Collection();
                roots.ImportFromPemFile(authority);
                options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
            }

            await secure.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
            return secure;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or UnauthorizedAccessException)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new CommandException(
                ClientExitCode.Unreachable,
                $"{address} is not trusted ({e.Message.TrimEnd('.')}). Name the authority of its certificate with --tls-authority or {ClientSettings.AuthorityVariable}.");
        }
    }
}
