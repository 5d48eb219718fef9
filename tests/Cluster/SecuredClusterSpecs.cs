using System.Diagnostics;
using System.Text;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Pbm.Client;
using Npgsql;

namespace ActorBench.Cluster.Tests;

/// <summary>Three coordinators and two agents with certificates of <c>actorbench certs</c>, a join secret, a token and a password; each has a word in it that nothing else has.</summary>
public sealed class SecuredClusterSpecs(ITestOutputHelper output)
{
    private const int Trials = 20;
    private const string JoinSecret = "canary-join-0123456789abcdef";
    private const string Token = "canary-token-0123456789abcdef";
    private const string Password = "canary-password-0123456789abcdef";

    private static readonly string[] Addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.11", "127.0.0.12", "127.0.0.21", "127.0.0.22"];

    private const string Campaign = """
        name: secured
        platforms: [native]
        protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [1 B] } }
        trial: { duration: 300 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 10
        """;

    [Fact]
    public async Task A_campaign_over_tls_outlives_its_coordinator_and_no_secret_is_in_anything_that_is_left()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 }, "Takes a minute and a half: set ACTORBENCH_LONG=1.");
        await using var cluster = await Coordinators.StartAsync(SecureAsync);
        var campaign = await cluster.SubmitAsync(Campaign);
        await Soon.Until(() => cluster.Accepted(campaign) >= 3, "three trials are accepted", TimeSpan.FromSeconds(60));
        Assert.All(cluster.Pids, pid => Clean(string.Join(' ', Proc.Command(pid)), "a command line"));

        var holder = await cluster.HolderAsync("campaign", campaign.Value);
        await cluster.KillAsync(holder);
        var clock = Stopwatch.StartNew();
        // How soon is FailoverSpecs' matter.
        await cluster.GoesOnAsync(campaign, 2 * Coordinators.FailoverBound);
        output.WriteLine($"kill -9 of the campaign's coordinator: goes on after {clock.Elapsed.TotalSeconds:F1} s");
        cluster.Start(holder);
        await cluster.EachTrialOnceAsync(campaign, Trials);

        await AskedAsync(cluster, campaign, (holder + 1) % Coordinators.Count);
        foreach (var log in cluster.Logs) Clean(log, $"the log '{log}'");
        await StoredAsync(cluster.Store);
    }

    private static async Task<ClientSettings> SecureAsync(Place place)
    {
        var folder = Path.Combine(place.Folder, "certs");
        (await Actorbench.Run(place, ["certs", folder, "--name", "node", .. Addresses.SelectMany(a => (string[])["--san", a])])).Expect(0);
        place.Environment["ACTORBENCH_TLS__CERTIFICATE"] = Path.Combine(folder, "node.pem");
        place.Environment["ACTORBENCH_TLS__KEY"] = Path.Combine(folder, "node.key");
        place.Environment["ACTORBENCH_TLS__AUTHORITY"] = Path.Combine(folder, "authority.pem");
        place.Environment["ACTORBENCH_JOINSECRETFILE"] = place.Write("join-secret", JoinSecret);
        place.Environment["ACTORBENCH_TOKENFILE"] = place.Write("tokens", $"operator {Token}\n");
        place.Environment["ACTORBENCH_STORE_PASSWORD"] = Password;
        place.Environment["ACTORBENCH_TLS_AUTHORITY"] = Path.Combine(folder, "authority.pem");
        place.Environment["ACTORBENCH_TOKEN_FILE"] = Path.Combine(place.Folder, "tokens");
        return new ClientSettings(Token, Path.Combine(folder, "authority.pem"));
    }

    /// <summary>What operators are told, and what campaigns are handed on as.</summary>
    private static async Task AskedAsync(Coordinators cluster, CampaignId campaign, int living)
    {
        foreach (var words in (string[])["campaign show", "campaign log", "campaign report -format html", "campaign report -format junit", "host list", "host show h1", "pair list", "cluster show", "actor hierarchy"])
        {
            var said = (await PbmProgram.Run(cluster.Place, cluster.Commands(living), words)).Expect(0);
            Clean(said.Output + said.Errors, words);
        }

        var store = cluster.Store.ToString();
        (await Actorbench.Run(cluster.Place, "report", campaign.Value, "--store", store, "--out", "report")).Expect(0);
        (await Actorbench.Run(cluster.Place, "export", campaign.Value, "--store", store, "-o", "events", "events")).Expect(0);
        string[] files = [.. Directory.GetFiles(Path.Combine(cluster.Place.Folder, "report"), "*", SearchOption.AllDirectories), Path.Combine(cluster.Place.Folder, "events")];
        Assert.True(files.Length > 5);
        foreach (var file in files) Clean(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), file);
        Assert.Contains("\"management_transport\":\"tls", (await Actorbench.Run(cluster.Place, "status", campaign.Value, "--store", store, "-o", "json")).Expect(0).Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task StoredAsync(StoreAddress store)
    {
        await using var connection = new NpgsqlConnection(StoreConnections.PostgresString((StoreAddress.PostgresDatabase)store, "test", pooling: false));
        await connection.OpenAsync();
        var tables = await ColumnAsync(connection, "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'");
        Assert.True(tables.Count > 3);
        foreach (var table in tables)
        {
            var rows = string.Join('\n', await ColumnAsync(connection, $"SELECT row_to_json(t)::text FROM {table} t"));
            Clean(rows, table);
            foreach (var secret in (string[])[JoinSecret, Token, Password])
                Assert.False(rows.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal), $"{table} holds a secret");
        }
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }

    private static void Clean(string text, string where) =>
        Assert.False(text.Contains("canary", StringComparison.Ordinal) || text.Contains("PRIVATE KEY", StringComparison.Ordinal), $"{where} holds a secret");
}
