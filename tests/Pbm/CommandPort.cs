using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm.Tests;

/// <summary>A command port on 127.0.0.1 with the commands of <see cref="Some.Palette"/>.</summary>
public sealed class CommandPort : IAsyncDisposable
{
    public const string Viewer = "viewer-token-0123456789";
    public const string Operator = "operator-token-0123456789";
    public const string Admin = "admin-token-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("actorbench-port-").FullName;

    private CommandPort()
    {
    }

    public CommandServer Server { get; private set; } = null!;

    public List<CommandDeed> Deeds { get; } = [];

    public int Harmed { get; private set; }

    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Authority { get; private set; }

    public CoordinatorAddress Address => new(null, "127.0.0.1", Server.Port, false);

    public static async Task<CommandPort> OpenAsync(bool tokens = false, bool tls = false)
    {
        var port = new CommandPort();
        var security = new CommandSecurity(
            tls ? port.WriteCertificate() : null,
            tls ? Path.Combine(port._folder, "key.pem") : null,
            tokens ? port.WriteTokens() : null);
        port.Server = await CommandServer.StartAsync(
            CommandEndpoint.OnPort(IPAddress.Loopback, 0, security),
            [Some.Palette(() => port.Harmed++, port.Gone)],
            deed =>
            {
                port.Deeds.Add(deed);
                return Task.CompletedTask;
            });
        return port;
    }

    public CommandClient Client(string? token = null) => new(Address, new ClientSettings(token, Authority));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static async Task<List<string>> LinesAsync(CommandClient client, string command, params (string Name, string Value)[] arguments)
    {
        var lines = new List<string>();
        var request = new CommandRequest(arguments.ToDictionary(a => a.Name, a => a.Value), By: "me");
        await foreach (var line in client.RunAsync("test", command, request, CancellationToken.None)) lines.Add(line);
        return lines;
    }

    private string WriteTokens()
    {
        var path = Path.Combine(_folder, "tokens");
        File.WriteAllText(path, $"# who may what\nviewer {Viewer}\noperator {Operator}\n\nadmin {Admin}\n");
        return path;
    }

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=coordinator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Authority = Path.Combine(_folder, "certificate.pem");
        File.WriteAllText(Authority, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return Authority;
    }
}
