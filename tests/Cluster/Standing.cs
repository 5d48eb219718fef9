using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Cluster.Tests;

/// <summary>A standing coordinator with a SQLite store and two host nodes, <c>a</c> on 127.0.0.2 and <c>b</c> on 127.0.0.3: each a process of the real program.</summary>
internal sealed class Standing : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private readonly int _commands = FreePort();
    private readonly List<Actorbench> _programs = [];
    private Actorbench _coordinator = null!;

    public Place Place { get; } = new();

    public string Commands => $"127.0.0.1:{Text(_commands)}";

    public string Agents => $"127.0.0.1:{Text(_port)}";

    /// <summary>The coordinator is up, and both hosts are there.</summary>
    public static async Task<Standing> StartAsync()
    {
        var standing = new Standing();
        await standing.StartCoordinatorAsync();
        standing._programs.Add(Actorbench.Start(standing.Place, standing.HostCommand("a", "127.0.0.2")));
        standing._programs.Add(Actorbench.Start(standing.Place, standing.HostCommand("b", "127.0.0.3")));
        await standing.UntilAsync("host list", hosts => hosts.Split('\n').Count(line => line.Contains("free", StringComparison.Ordinal)) == 2);
        return standing;
    }

    public IReadOnlyList<string> HostCommand(string name, string address) =>
        ["host", "--host", name, "--coordinator", Agents, "--management-address", "127.0.0.1", "--data-address", address];

    public async Task StartCoordinatorAsync()
    {
        _coordinator = Actorbench.Start(
            Place, "coordinator", "--store", Place.Store, "--port", Text(_port), "--command-port", Text(_commands), "--health-port", "0");
        await Soon.Until(
            () =>
            {
                Assert.False(_coordinator.HasEnded, $"The coordinator ended:\n{_coordinator.ErrorsSoFar}");
                return _coordinator.ErrorsSoFar.Contains("is up, commands on", StringComparison.Ordinal);
            },
            "the coordinator is up");
    }

    public Task<Ended> StopCoordinatorAsync(int signal)
    {
        _coordinator.Signal(signal);
        return _coordinator.End();
    }

    /// <returns>What pbm prints; it has to end well.</returns>
    public async Task<string> SayAsync(string line) => (await PbmProgram.Run(Place, Commands, line)).Expect(0).Output;

    public async Task<string> UntilAsync(string line, Func<string, bool> state)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var said = await SayAsync(line);
            if (state(said)) return said;
            Assert.True(clock.Elapsed < Soon.Limit, $"'{line}' still says after {Soon.Limit.TotalSeconds} s:\n{said}");
        }
    }

    public async Task<CampaignId> SubmitAsync(string text) => new((await SayAsync($"campaign submit {Place.Write("campaign.yaml", text)}")).Trim());

    public CampaignRecord Read(CampaignId campaign)
    {
        using var reader = StoreReader.Open(StoreAddress.File(Place.Store));
        return reader.Read(campaign, TrialDetail.Counters)!;
    }

    public CampaignId? Newest()
    {
        using var reader = StoreReader.Open(StoreAddress.File(Place.Store));
        return reader.Campaigns() is [var newest, ..] ? newest : null;
    }

    public int[] AcceptedTrials(CampaignId campaign) => [.. Read(campaign).TrialEvents.OfType<PairEvents.TrialRecorded>().Select(e => e.Spec.Number).Order()];

    public Task UntilAcceptedAsync(CampaignId campaign, int trials) => Soon.Until(() => AcceptedTrials(campaign).Length >= trials, $"{trials} trials accepted");

    /// <summary>Connections between the two hosts' data addresses that are open now.</summary>
    public static int DataConnections() => File.ReadLines("/proc/net/tcp").Count(line =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, var remote, "01", ..]
        && local.StartsWith("0200007F:", StringComparison.Ordinal) && remote.StartsWith("0300007F:", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs) await program.DisposeAsync();
        await _coordinator.DisposeAsync();
        Place.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
