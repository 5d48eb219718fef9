using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Commands;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Pbm.Client;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>Three coordinators and their agents, each a process of its own, on a real PostgreSQL.</summary>
internal sealed class Coordinators : IAsyncDisposable
{
    public const int Count = 3;

    /// <summary>From a death to the next accepted trial.</summary>
    public static readonly TimeSpan FailoverBound = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);

    private readonly Actorbench?[] _coordinators = new Actorbench?[Count];
    private readonly Dictionary<string, Actorbench> _agents = [];
    private readonly List<string> _lastWords = [];
    private readonly int[] _commands = [.. Enumerable.Range(0, Count).Select(_ => FreePort())];
    private readonly int _port = FreePort();
    private readonly Machines _machines;
    private ClientSettings _client = new(null, null);
    private string _refusal = "";

    private Coordinators(Machines machines, StoreAddress store) => (_machines, Store) = (machines, store);

    public StoreAddress Store { get; }

    public Place Place { get; } = new();

    /// <summary>Processes that run now.</summary>
    public IEnumerable<int> Pids => _agents.Values.Concat(_coordinators.OfType<Actorbench>()).Where(program => !program.HasEnded).Select(program => program.Pid);

    /// <summary>What each process has said, those that were killed too.</summary>
    public IEnumerable<string> Logs => _agents.Values.Concat(_coordinators.OfType<Actorbench>()).Select(program => program.ErrorsSoFar).Concat(_lastWords);

    public IReadOnlyList<string> Agents => _machines.Agents;

    public Actorbench this[int index] => _coordinators[index]!;

    /// <param name="prepare">Called before any of them starts; says with what a client asks them.</param>
    public static async Task<Coordinators> StartAsync(Func<Place, Task<ClientSettings>>? prepare = null) =>
        await StartAsync(new Machines(), await (await PostgresServer.SharedAsync()).NewDatabaseAsync(), prepare);

    public static async Task<Coordinators> StartAsync(Machines machines, StoreAddress store, Func<Place, Task<ClientSettings>>? prepare = null)
    {
        var cluster = new Coordinators(machines, store);
        // Results outlive an agent that is killed, as they do where one stands by itself.
        cluster.Place.Environment["ACTORBENCH_SPOOL"] = Path.Combine(cluster.Place.Folder, "spool");
        if (prepare is not null) cluster._client = await prepare(cluster.Place);
        try
        {
            await cluster.ComeUpAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task ComeUpAsync()
    {
        for (var i = 0; i < Count; i++) Start(i);
        for (var i = 0; i < Count; i++) await UntilUpAsync(i);
        foreach (var agent in Agents) StartAgent(agent);
        await UntilAnsweringAsync();
    }

    /// <summary>Each host has an entity that knows it; a coordinator is up some seconds before it answers for the first time.</summary>
    private async Task UntilAnsweringAsync()
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var said = await AskAsync(0, "host", "list");
            if (said?.Split('\n').Count(line => line.Contains("free", StringComparison.Ordinal)) >= Agents.Count(agent => !agent.Contains('/', StringComparison.Ordinal))) return;
            Assert.False(this[0].HasEnded, $"Coordinator 0 ended:\n{this[0].ErrorsSoFar}");
            Assert.True(clock.Elapsed < StartBound, $"'host list' still says after {StartBound.TotalSeconds} s:\n{said}\n{this[0].ErrorsSoFar}");
        }
    }

    private string[] Seeds => [.. Enumerable.Range(0, Count).Select(i => $"{_machines.Coordinator(i)}:{_port}")];

    public void Start(int index) => _coordinators[index] = Actorbench.StartBehind(
        _machines.OfCoordinator(index),
        Place,
        [
            "coordinator", "--store", $"{Store}", "--management-address", _machines.Coordinator(index), "--port", Text(_port),
            .. Seeds.SelectMany(seed => (string[])["--seed-node", seed]), "--command-address", _machines.CommandAddress(index), "--command-port", Text(_commands[index]), "--health-port", "0",
            .. _machines.Flags,
        ]);

    public void StartAgent(string name)
    {
        var (host, guest) = name.Split('/') is [var on, _] ? (on, true) : (name, false);
        var address = _machines.Agent(name);
        _agents[name] = Actorbench.StartBehind(
            _machines.OfAgent(name),
            Place,
            [
                guest ? "guest" : "host", "--host", host, .. guest ? (string[])["--platform", Machines.Guest] : [],
                .. Seeds.SelectMany(seed => (string[])["--coordinator", seed]), "--management-address", address, "--data-address", address, .. _machines.Flags,
            ]);
    }

    public Task UntilUpAsync(int index) => Soon.Until(
        () =>
        {
            Assert.False(this[index].HasEnded, $"Coordinator {index} ended:\n{this[index].ErrorsSoFar}");
            return this[index].ErrorsSoFar.Contains("is up, commands on", StringComparison.Ordinal);
        },
        $"coordinator {index} is up",
        StartBound);

    /// <summary>Every coordinator is up and every agent runs. Whoever ended by itself fails the test.</summary>
    public async Task UntilWholeAsync()
    {
        for (var i = 0; i < Count; i++) await UntilUpAsync(i);
        foreach (var (name, agent) in _agents) Assert.False(agent.HasEnded, $"{name} ended:\n{agent.ErrorsSoFar}");
    }

    /// <summary>It was started and can't be asked yet.</summary>
    public bool IsComingUp(int index) => !this[index].ErrorsSoFar.Contains("is up, commands on", StringComparison.Ordinal);

    public async Task<CampaignId> SubmitAsync(string text)
    {
        // One that was killed before and started again is up some seconds before it answers.
        for (var clock = Stopwatch.StartNew(); await AskAsync(0, "campaign", "list") is null; await Task.Delay(100))
            Assert.True(clock.Elapsed < StartBound, $"Coordinator 0 does not answer after {StartBound.TotalSeconds} s: {_refusal}\n{this[0].ErrorsSoFar}");
        return new((await AskAsync(0, "campaign", "submit", ("file", text)) ?? throw new InvalidOperationException($"The campaign is not taken: {_refusal}")).Trim());
    }

    /// <summary>Which coordinator has an entity, by its own word: it names those of its shards.</summary>
    public async Task<int> HolderAsync(string type, string entity)
    {
        for (var i = 0; i < Count; i++)
        {
            var shards = await AskAsync(i, "cluster-sharding", "shards", ("type", type));
            if (shards?.Contains(entity, StringComparison.Ordinal) == true) return i;
        }

        throw new InvalidOperationException($"No coordinator has {type} {entity}.");
    }

    public async Task KillAsync(int index)
    {
        this[index].Signal(Signals.Kill);
        await this[index].End();
        _lastWords.Add(this[index].ErrorsSoFar);
        await this[index].DisposeAsync();
    }

    public async Task KillAgentAsync(string name)
    {
        _agents[name].Signal(Signals.Kill);
        await _agents[name].End();
        await _agents[name].DisposeAsync();
    }

    public CampaignRecord? Read(CampaignId campaign)
    {
        using var reader = StoreReader.Open(Store);
        return reader.Read(campaign, TrialDetail.Counters);
    }

    public int Accepted(CampaignId campaign) => Read(campaign)?.TrialEvents.OfType<PairEvents.TrialRecorded>().Count() ?? 0;

    /// <summary>Waits for trials beyond those that the store has now.</summary>
    public Task GoesOnAsync(CampaignId campaign, TimeSpan bound)
    {
        var before = Accepted(campaign);
        return Soon.Until(() => Accepted(campaign) > before + 1, $"trials after the {before} of before", bound);
    }

    public async Task EachTrialOnceAsync(CampaignId campaign, int trials, TimeSpan? bound = null)
    {
        await Soon.Until(() => Read(campaign)?.Finished is not null, "the campaign is finished", bound ?? TimeSpan.FromSeconds(120));
        var record = Read(campaign)!;
        Assert.Equal(Enumerable.Range(1, trials), record.TrialEvents.OfType<PairEvents.TrialRecorded>().Select(e => e.Spec.Number).Order());
        Assert.Single(record.Events, e => e.Event is CampaignEvents.CampaignFinished);
    }

    public string Commands(int index) => $"{_machines.CommandAddress(index)}:{_commands[index]}";

    /// <returns>The answer of this coordinator, as pbm would print it; null where there is none.</returns>
    public async Task<string?> AskAsync(int index, string palette, string command, params (string Name, string Value)[] arguments)
    {
        var client = new CommandClient(CoordinatorAddress.Parse(Commands(index))!, _client);
        var json = arguments.Any(argument => argument is ("json", _));
        var request = new CommandRequest(arguments.Where(argument => argument is not ("json", _)).ToDictionary(), json ? "json" : "text", "test");
        try
        {
            var lines = new List<string>();
            await foreach (var line in client.RunAsync(palette, command, request, TestContext.Current.CancellationToken)) lines.Add(line);
            return string.Join('\n', lines);
        }
        catch (CommandException e)
        {
            _refusal = e.Message;
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _agents.Values.Concat(_coordinators.OfType<Actorbench>())) await program.DisposeAsync();
        Place.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
