using System.Net;
using ActorBench.Agents;
using ActorBench.Agents.Spool;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using Akka.Actor;
using Akka.Remote;

namespace ActorBench.Coordinator.Tests;

/// <summary>A coordinator on 127.0.0.1 with a store of its own, and agents that measure for it: all real, but for where it is let die.</summary>
public sealed class TestNode : IAsyncDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static readonly EntityTimings Quick = new()
    {
        CampaignTellsAgain = TimeSpan.FromMilliseconds(300),
        PairAsksAgain = TimeSpan.FromMilliseconds(300),
        HostLooks = TimeSpan.FromMilliseconds(200),
    };

    private readonly List<AgentSystem> _agents = [];
    private readonly List<CoordinatorNode> _dead = [];
    private readonly EntityTimings _timings;
    private Action<string> _hit = _ => { };

    private readonly bool _standing;
    private readonly TimeProvider? _time;

    /// <param name="store">Null for a file in <see cref="Folder"/>.</param>
    /// <param name="standing">Its campaigns go on by themselves.</param>
    /// <param name="time">Of the coordinator; null for the machine's.</param>
    public TestNode(StoreAddress? store = null, bool standing = false, EntityTimings? timings = null, TimeProvider? time = null)
    {
        _standing = standing;
        _time = time;
        _timings = timings ?? Quick;
        Folder = Directory.CreateTempSubdirectory("actorbench-coordinator-").FullName;
        Store = store ?? StoreAddress.File(StorePath);
        Node = Start(0);
    }

    public string Folder { get; }

    public string StorePath => Path.Combine(Folder, "store.db");

    public StoreAddress Store { get; }

    public CoordinatorNode Node { get; private set; }

    /// <summary>Of its agents.</summary>
    public SpoolPlace? Spool { get; init; }

    public static EntityServices Services(Entities entities, StoreAddress store) =>
        new(entities, TimeProvider.System, Failpoints.None, store, Quick);

    public static CampaignPlan Plan(string text) => Planner.Plan(CampaignFile.Parse(new CampaignSource("test", null, text), []));

    public void StartAgents() => StartAgents("h1", "h2");

    public void StartAgents(params IEnumerable<string> hosts)
    {
        foreach (var host in hosts) StartAgent(AgentRole.Host, host, "native", IPAddress.Loopback);
    }

    /// <param name="advertised">See <see cref="AgentOptions.AdvertisedDataAddress"/>.</param>
    public void StartAgent(AgentRole role, string host, string platform, IPAddress dataAddress, int dataPort = 0, string? advertised = null)
    {
        var options = new AgentOptions(role, host, platform, [Node.Address], IPAddress.Loopback, dataAddress, null, new Dictionary<string, string>());
        _agents.Add(AgentSystem.Start(options with { DataPort = dataPort, AdvertisedDataAddress = advertised, Spool = Spool }));
    }

    public async Task StopAgentsAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        _agents.Clear();
    }

    /// <summary>Called at every failpoint; what it throws ends that entity.</summary>
    public void AtFailpoints(Action<string> hit) => Volatile.Write(ref _hit, hit);

    /// <summary>Runs a campaign to its end, whose entity dies when a failpoint is hit for the given time.</summary>
    /// <param name="place">Name of the failpoint; empty for no death.</param>
    /// <returns>How often it was hit, at least <paramref name="hit"/> times.</returns>
    public async Task<int> DyingOnceAsync(CampaignId campaign, string text, string place, int hit)
    {
        var hits = 0;
        AtFailpoints(at =>
        {
            if (at == place && Interlocked.Increment(ref hits) == hit) throw new InvalidOperationException($"Killed at {place}, hit {hit}.");
        });
        await StartCampaignAsync(campaign, text);
        await FinishedAsync(campaign);
        AtFailpoints(_ => { });

        Assert.True(hits >= hit, $"{place} was hit {hits} times only.");
        return hits;
    }

    /// <summary>Says it again until it is heard, as a user would.</summary>
    public async Task StartCampaignAsync(CampaignId campaign, string text)
    {
        var start = new CampaignCommands.Start(campaign, text, null, [], Plan(text).Hash, new Dictionary<string, string>());
        Assert.IsType<CampaignReplies.Accepted>(await AskAsync(Node.Entities.Campaigns, start));
    }

    public async Task ResumeAsync(CampaignId campaign) =>
        Assert.IsType<CampaignReplies.Accepted>(await AskAsync(Node.Entities.Campaigns, new CampaignCommands.Resume(campaign)));

    public async Task<CampaignStatus> StatusAsync(CampaignId campaign) =>
        Assert.IsType<CampaignStatus>(await AskAsync(Node.Entities.Statistics, new StatisticsQueries.GetStatus(campaign)));

    public Task FinishedAsync(CampaignId campaign) => UntilAsync(
        async () => ((CampaignReplies.Progress)await AskAsync(Node.Entities.Campaigns, new CampaignQueries.GetProgress(campaign))).Finished,
        $"{campaign} is finished");

    public CampaignRecord Read(CampaignId campaign)
    {
        using var reader = StoreReader.Open(Store);
        return reader.Read(campaign)!;
    }

    /// <summary>The store has each trial once, and the statistics say what the store says.</summary>
    public async Task<CampaignRecord> EachTrialIsAcceptedOnceAsync(CampaignId campaign, int trials)
    {
        var record = Read(campaign);
        Assert.Equal(Enumerable.Range(1, trials), record.TrialEvents.OfType<PairEvents.TrialRecorded>().Select(e => e.Spec.Number).Order());
        Assert.Equal(1, record.Events.Count(e => e.Event is CampaignEvents.CampaignFinished));
        var stored = StoredCampaign.StatusOf(record);
        await UntilAsync(
            async () => await StatusAsync(campaign) is var status && (status.Accepted, status.Planned) == (trials, stored.Planned),
            "all trials are folded, and the plan is as short as the stop rule made it");
        var live = await StatusAsync(campaign);
        Assert.Equal(stored.Cells, live.Cells);
        Assert.Equal((stored.State, stored.RejectedAttempts), (live.State, live.RejectedAttempts));
        return record;
    }

    /// <summary>The coordinator's process as others see it after <c>kill -9</c>: silent at once, nothing stored and nothing said any more.</summary>
    public async Task KillAsync()
    {
        AtFailpoints(_ => throw new InvalidOperationException("This node is dead."));
        _dead.Add(Node);
        await ((RemoteActorRefProvider)((ExtendedActorSystem)Node.System).Provider).Transport.Shutdown().WaitAsync(Bound);
    }

    public void StartAgainOnTheSamePort()
    {
        var port = int.Parse(Node.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        _hit = _ => { };
        Node = Start(port);
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!await holds())
        {
            Assert.False(bound.IsCancellationRequested, $"Not within {Bound}: {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAgentsAsync();
        await Node.DisposeAsync();
        foreach (var dead in _dead) await dead.System.Terminate().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    public static async Task<object> AskAsync(IActorRef target, object message)
    {
        for (var end = DateTime.UtcNow + Bound; ;)
        {
            try
            {
                return await target.Ask(message, TimeSpan.FromSeconds(2));
            }
            catch (AskTimeoutException) when (DateTime.UtcNow < end)
            {
                // Said to an entity that died of it.
            }
        }
    }

    private CoordinatorNode Start(int port)
    {
        // A node keeps its own switch: the one of a dead node stays thrown.
        var mine = new StrongBox();
        var node = CoordinatorNode.Start(
            IPAddress.Loopback, port, Store, _time, failpoints: new Failpoints(place => mine.Hit(this, place)), timings: _timings, cluster: _standing ? MemberSettings.Alone : null);
        mine.Node = node;
        return node;
    }

    private sealed class StrongBox
    {
        public CoordinatorNode? Node { get; set; }

        public void Hit(TestNode test, string place)
        {
            if (Node is not null && test._dead.Contains(Node)) throw new InvalidOperationException("This node is dead.");
            Volatile.Read(ref test._hit)(place);
        }
    }
}
