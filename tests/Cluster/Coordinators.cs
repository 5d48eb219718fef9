using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>Three coordinators and two host nodes, each a process with a loopback address of its own, on a real PostgreSQL.</summary>
internal sealed class Coordinators : IAsyncDisposable
{
    public const int Count = 3;

    /// <summary>From a death to the next accepted trial.</summary>
    public static readonly TimeSpan FailoverBound = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);

    private readonly Place _place = new();
    private readonly Actorbench?[] _coordinators = new Actorbench?[Count];
    private readonly List<Actorbench> _hosts = [];
    private readonly int[] _commands = [.. Enumerable.Range(0, Count).Select(_ => FreePort())];
    private readonly int _port = FreePort();
    private readonly StoreAddress _store;

    private Coordinators(StoreAddress store) => _store = store;

    public Actorbench this[int index] => _coordinators[index]!;

    public static async Task<Coordinators> StartAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        var cluster = new Coordinators(database);
        for (var i = 0; i < Count; i++) cluster.Start(i);
        for (var i = 0; i < Count; i++) await cluster.UntilUpAsync(i);
        for (var i = 1; i <= 2; i++)
        {
            cluster._hosts.Add(Actorbench.Start(
                cluster._place,
                ["host", "--host", $"h{i}", .. cluster.Seeds.SelectMany(seed => (string[])["--coordinator", seed]), "--management-address", $"127.0.0.1{i}", "--data-address", $"127.0.0.1{i}"]));
        }

        return cluster;
    }

    private string[] Seeds => [.. Enumerable.Range(1, Count).Select(i => $"127.0.0.{i}:{_port}")];

    public void Start(int index) => _coordinators[index] = Actorbench.Start(
        _place,
        [
            "coordinator", "--store", $"{_store}", "--management-address", $"127.0.0.{index + 1}", "--port", Text(_port),
            .. Seeds.SelectMany(seed => (string[])["--seed-node", seed]), "--command-port", Text(_commands[index]), "--health-port", "0",
        ]);

    public Task UntilUpAsync(int index) => Soon.Until(
        () =>
        {
            Assert.False(this[index].HasEnded, $"Coordinator {index} ended:\n{this[index].ErrorsSoFar}");
            return this[index].ErrorsSoFar.Contains("is up, commands on", StringComparison.Ordinal);
        },
        $"coordinator {index} is up",
        StartBound);

    public async Task<CampaignId> SubmitAsync(string text)
    {
        var file = _place.Write("campaign.yaml", text);
        var ended = (await Actorbench.Run(_place, "run", file, "--detach", "--coordinator", $"127.0.0.1:{_commands[0]}")).Expect(0);
        return new CampaignId(ended.Output.Trim());
    }

    /// <summary>Which coordinator has an entity, by its own word: it names those of its shards.</summary>
    public async Task<int> HolderAsync(string type, string entity)
    {
        for (var i = 0; i < Count; i++)
        {
            var shards = await PbmAsync($"127.0.0.1:{_commands[i]}", "cluster-sharding", "shards", type);
            if (shards.Contains(entity, StringComparison.Ordinal)) return i;
        }

        throw new InvalidOperationException($"No coordinator has {type} {entity}.");
    }

    public async Task KillAsync(int index)
    {
        this[index].Signal(Signals.Kill);
        await this[index].End();
    }

    public CampaignRecord? Read(CampaignId campaign)
    {
        using var reader = StoreReader.Open(_store);
        return reader.Read(campaign, TrialDetail.Counters);
    }

    public int Accepted(CampaignId campaign) => Read(campaign)?.TrialEvents.OfType<PairEvents.TrialRecorded>().Count() ?? 0;

    /// <summary>Waits for trials beyond those that the store has now.</summary>
    public Task GoesOnAsync(CampaignId campaign, TimeSpan bound)
    {
        var before = Accepted(campaign);
        return Soon.Until(() => Accepted(campaign) > before + 1, $"trials after the {before} of before", bound);
    }

    public async Task EachTrialOnceAsync(CampaignId campaign, int trials)
    {
        await Soon.Until(() => Read(campaign)?.Finished is not null, "the campaign is finished", TimeSpan.FromSeconds(120));
        var record = Read(campaign)!;
        Assert.Equal(Enumerable.Range(1, trials), record.TrialEvents.OfType<PairEvents.TrialRecorded>().Select(e => e.Spec.Number).Order());
        Assert.Single(record.Events, e => e.Event is CampaignEvents.CampaignFinished);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _hosts.Concat(_coordinators.OfType<Actorbench>())) await program.DisposeAsync();
        _place.Dispose();
    }

    private static async Task<string> PbmAsync(params string[] arguments)
    {
        using var pbm = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pbm"), arguments) { RedirectStandardOutput = true })!;
        var text = await pbm.StandardOutput.ReadToEndAsync();
        await pbm.WaitForExitAsync();
        return text;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
