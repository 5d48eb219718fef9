using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorBench.Cluster.Tests;

/// <summary>A coordinator with certificates, join secret and tokens, agents <c>a</c> and <c>b</c> that have the same, and a place of strangers who have nothing but what they are given.</summary>
internal sealed class Guarded : IAsyncDisposable
{
    public const string JoinSecret = "0123456789abcdef0123456789abcdef";
    public const string Token = "operator-0123456789abcdef";

    private readonly Place _place = new();
    private readonly List<Actorbench> _programs = [];
    private readonly int _akka = FreePort();
    private readonly int _commands = FreePort();
    private readonly int _health = FreePort();

    public Place Strangers { get; } = new();

    public Actorbench Coordinator => _programs[0];

    public string Commands => $"127.0.0.1:{_commands}";

    /// <summary>Of messages, commands and health of the coordinator, and the data port of agent <c>b</c>, the responder.</summary>
    public IPEndPoint[] Ports => [new(IPAddress.Loopback, _akka), new(IPAddress.Loopback, _commands), new(IPAddress.Loopback, _health), new(IPAddress.Parse("127.0.0.3"), DataPort)];

    private int DataPort { get; } = FreePort();

    public static async Task<Guarded> StartAsync()
    {
        var guarded = new Guarded();
        await guarded.MakeAsync();
        guarded._programs.Add(Actorbench.Start(
            guarded._place, "coordinator", "--store", guarded._place.Store, "--port", Text(guarded._akka), "--command-port", Text(guarded._commands), "--health-port", Text(guarded._health)));
        await guarded.UntilToldAsync("is up, commands on");
        foreach (var (name, address) in new[] { ("a", "127.0.0.2"), ("b", "127.0.0.3") })
            guarded._programs.Add(Actorbench.Start(guarded._place, guarded.Host(name, "--data-address", address, "--data-port", Text(guarded.DataPort))));
        await Soon.Until(() => guarded.SayAsync("host list").GetAwaiter().GetResult().Split("free").Length == 3, "both agents are there");
        return guarded;
    }

    /// <summary>An agent that is given nothing else.</summary>
    public IReadOnlyList<string> Host(string name, params string[] more) =>
        ["host", "--host", name, "--coordinator", $"127.0.0.1:{_akka}", "--management-address", "127.0.0.1", .. more.Contains("--data-address") ? (string[])[] : ["--data-address", "127.0.0.1"], .. more];

    /// <summary>Flags of a certificate in a folder of <c>certs</c>.</summary>
    public string[] Certificate(string folder) => ["--tls-certificate", At(folder, "node.pem"), "--tls-key", At(folder, "node.key"), "--tls-authority", At(folder, "authority.pem")];

    public string At(params string[] parts) => Path.Combine([_place.Folder, .. parts]);

    /// <summary>The operator, with his token.</summary>
    public async Task<string> SayAsync(string words) => (await PbmProgram.Run(_place, Commands, words)).Expect(0).Output;

    public async Task<string> SubmitAsync(string text) => (await SayAsync($"campaign submit {_place.Write("campaign.yaml", text)}")).Trim();

    /// <summary>Waits until the coordinator's log has the words.</summary>
    public Task UntilToldAsync(string words) => Soon.Until(
        () =>
        {
            Assert.False(Coordinator.HasEnded, $"The coordinator ended:\n{Coordinator.ErrorsSoFar}");
            return Coordinator.ErrorsSoFar.Contains(words, StringComparison.Ordinal);
        },
        $"the coordinator says '{words}'");

    /// <summary>How often the coordinator counts to have refused something.</summary>
    public async Task<long> RefusedAsync(string reason)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri($"http://127.0.0.1:{_health}/metrics"));
        var line = Assert.Single(text.Split('\n'), l => l.StartsWith("actorbench_refusals_total{", StringComparison.Ordinal) && l.Contains($"reason=\"{reason}\"", StringComparison.Ordinal));
        return long.Parse(line.Split('}')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs)) await program.DisposeAsync();
        _place.Dispose();
        Strangers.Dispose();
    }

    private async Task MakeAsync()
    {
        foreach (var folder in new[] { "ours", "theirs" })
            (await Actorbench.Run(_place, "certs", At(folder), "--name", "node", "--san", "127.0.0.1")).Expect(0);
        _place.Environment["ACTORBENCH_TLS__CERTIFICATE"] = At("ours", "node.pem");
        _place.Environment["ACTORBENCH_TLS__KEY"] = At("ours", "node.key");
        _place.Environment["ACTORBENCH_TLS__AUTHORITY"] = At("ours", "authority.pem");
        _place.Environment["ACTORBENCH_JOINSECRETFILE"] = _place.Write("join-secret", JoinSecret);
        _place.Environment["ACTORBENCH_TOKENFILE"] = _place.Write("tokens", $"operator {Token}\n");
        _place.Environment["ACTORBENCH_TOKEN_FILE"] = At("tokens");
        _place.Environment["ACTORBENCH_TLS_AUTHORITY"] = At("ours", "authority.pem");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
