using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.State;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.State.Simulation;

/// <summary>Two campaigns that want the same two hosts, as pure machines over a bad network, with a clock of its own.</summary>
/// <remarks>Every entity has a journal that survives it. A crash ends it between any two of its persists and sends.</remarks>
internal sealed class World
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public const string File = """
        name: simulated
        platforms: [native, bridge, routed]
        protocols: { tcp: { sizes: [1 B] }, udp: { sizes: [512 B] } }
        trial: { duration: 20 ms, warmup: 1 ms, timeout: 1 s }
        repetitions: 2
        """;

    private readonly PriorityQueue<(string To, object Message, string From), (DateTimeOffset At, long Order)> _queue = new();
    private readonly Dictionary<string, Entity> _entities = [];
    private readonly Dictionary<string, SimulatedAgent> _agents = [];
    private readonly HashSet<CampaignId> _active = [];
    private readonly HashSet<(AttemptKey, EndpointRole)> _gone = [];
    private readonly Dictionary<SimulatedAgent, DateTimeOffset> _frozen = [];
    private readonly Dictionary<(string Host, AttemptKey Key), (DateTimeOffset From, DateTimeOffset To)> _work = [];
    private readonly Dictionary<string, DateTimeOffset> _cut = [];
    private long _order;

    /// <param name="quiet">A world in which nothing fails.</param>
    public World(int seed, bool quiet = false)
    {
        Random = new Random(seed);
        Faults = new Faults(Random, quiet);
        foreach (var campaign in Campaigns)
        {
            _entities[campaign.Value] = new CampaignEntity(this, campaign);
            _entities[PairName(campaign)] = new PairEntity(this, campaign);
        }

        foreach (var host in (string[])["h1", "h2"])
        {
            _entities[host] = new HostEntity(this, host);
            foreach (var platform in (string[])["native", "bridge"]) _agents[$"{host}/{platform}"] = new SimulatedAgent(this, host, platform);
            _agents[$"{host}/native"].Start();
        }
    }

    public static CampaignPlan Plan { get; } = Planner.Plan(Some.Spec(File));

    public static CampaignId[] Campaigns { get; } = [new("a-000000-1"), new("b-000000-1")];

    public static PairId Pair { get; } = new("h1", "h2");

    public DateTimeOffset Now { get; private set; } = Epoch;

    public Random Random { get; }

    public Faults Faults { get; }

    public static string PairName(CampaignId campaign) => $"{campaign}/{Pair}";

    public IReadOnlyList<object> Journal(string entity) => _entities[entity].Journal;

    public IReadOnlyList<IPairEvent> PairJournal(CampaignId campaign) => [.. Journal(PairName(campaign)).Cast<IPairEvent>()];

    public bool Finished => Campaigns.All(c => Journal(c.Value).OfType<CampaignEvents.CampaignFinished>().Any());

    public bool AgentsHoldNothing => _agents.Values.All(a => a.HoldsNothing);

    /// <summary>Incarnations of agents that live.</summary>
    public IEnumerable<string> Living => _agents.Values.Where(agent => agent.Alive).Select(agent => agent.Address.Incarnation).Order(StringComparer.Ordinal);

    /// <summary>Those that their hosts take for living.</summary>
    public IEnumerable<string> Known =>
        _entities.Values.OfType<HostEntity>().SelectMany(host => host.Endpoints).Select(endpoint => endpoint.Incarnation).Order(StringComparer.Ordinal);

    public bool IsActive(CampaignId campaign) => _active.Contains(campaign);

    public void SetActive(CampaignId campaign, bool active) => _ = active ? _active.Add(campaign) : _active.Remove(campaign);

    /// <summary>Runs to the end of both campaigns, or fails.</summary>
    /// <param name="bound">Simulated time that mending may take once nothing fails any more.</param>
    public void RunToTheEnd(TimeSpan bound)
    {
        Every(TimeSpan.FromSeconds(5), () => TellAll(Campaigns.Select(c => c.Value), new CampaignTick()));
        Every(TimeSpan.FromSeconds(3), () => TellAll(Campaigns.Select(PairName), new PairInput.Tick()));
        Every(TimeSpan.FromSeconds(3), () => Each(a => a.SendAllHeld()));
        Every(TimeSpan.FromSeconds(1), () => TellAll(["h1", "h2"], new HostInput.Tick()));
        Every(TimeSpan.FromSeconds(5), Announce);
        Every(TimeSpan.FromSeconds(2), Meddle);
        Announce();
        foreach (var campaign in Campaigns) Later(TimeSpan.Zero, campaign.Value, Start(campaign));
        Later(Faults.Until - Epoch, "world", (Action)ResumeAll);
        while (!Finished)
        {
            Step();
            if (Now > Faults.Until + bound) throw new InvalidOperationException($"Not finished {bound} after the last fault: {string.Join("; ", _entities.Values)}");
        }
    }

    /// <summary>Past the last fault, lets what is under way arrive, and silence be noticed.</summary>
    public void RunFor(TimeSpan time)
    {
        for (var end = (Now < Faults.Until ? Faults.Until : Now) + time; Now < end;) Step();
    }

    /// <summary>Leases of four seconds and a second try after one, so that both ends and both are seen; no cut lasts as long as silence may.</summary>
    public static HostRules Rules { get; } = HostRules.Lab with
    {
        Lease = TimeSpan.FromSeconds(4),
        Margin = TimeSpan.FromSeconds(1),
        AgentSilence = TimeSpan.FromSeconds(20),
    };

    /// <summary>When each attempt was at work on each host.</summary>
    public IEnumerable<(string Host, AttemptKey Key, DateTimeOffset From, DateTimeOffset To)> Work =>
        _work.Select(w => (w.Key.Host, w.Key.Key, w.Value.From, w.Value.To));

    public bool IsFrozen(SimulatedAgent agent) => _frozen.TryGetValue(agent, out var until) && Now < until;

    public void WhenThawed(SimulatedAgent agent, object message) => Later(_frozen[agent] - Now, agent.Path, message);

    public void Began(string host, EndpointCommands.Go go, DateTimeOffset at) => _work[(host, go.Key)] = (at, at);

    public void Ended(string host, EndpointCommands.Go go) => _work[(host, go.Key)] = (_work[(host, go.Key)].From, Now);

    /// <summary>Through the network: late, twice, or never.</summary>
    public void Post(string to, object message, string from = "")
    {
        if (Faults.Lose(Now) || (_cut.TryGetValue(to, out var until) && Now < until)) return;
        Later(TimeSpan.FromMilliseconds(Faults.DelayMs(Now)), to, message, from);
        if (Faults.Duplicate(Now)) Later(TimeSpan.FromMilliseconds(Faults.DelayMs(Now)), to, message, from);
    }

    public void Later(TimeSpan after, string to, object message, string from = "") => _queue.Enqueue((to, message, from), (Now + after, _order++));

    public void TellAgent(string path, object message)
    {
        if (message is EndpointCommands.Go go) CheckGo(go);
        if (message is StartGuest start) OnStartGuest(start);
        else if (message is not (Registered or RestGuests or ResumeGuest)) Post(path, message);
    }

    /// <summary>Every agent that is there says so; an entity that has just come back knows of none.</summary>
    public void Announce() => Each(agent =>
    {
        var address = agent.Address;
        Post(address.Host, new HostCommands.AgentRegistered(
            address.Host, address.Platform == "native" ? AgentRole.Host : AgentRole.Guest, address, address.ActorPath, new Dictionary<string, string>()));
    });

    private static CampaignCommands.Start Start(CampaignId campaign) =>
        new(campaign, File, null, [], Plan.Hash, new Dictionary<string, string>());

    private void Step()
    {
        _queue.TryDequeue(out var next, out var due);
        Now = due.At;
        if (next.Message is Action act) act();
        else if (_agents.TryGetValue(next.To, out var agent)) agent.Handle(next.Message);
        else _entities[next.To].Handle(next.Message, next.From);
    }

    /// <summary>The network may repeat an order; the pair gives each once, and none for a trial that has its result.</summary>
    private void CheckGo(EndpointCommands.Go go)
    {
        Assert.True(_gone.Add((go.Key, go.Role)), $"{go.Key} was ordered twice of the {go.Role}.");
        Assert.DoesNotContain(PairJournal(go.Key.Campaign), e => e is PairEvents.TrialRecorded r && r.Spec.Number == go.Spec.Number);
    }

    private void OnStartGuest(StartGuest start)
    {
        var refuse = start.Platform == "routed";
        if (refuse || Faults.TrialFails(Now)) Post(start.Host, new HostCommands.GuestFailed(start.Host, start.Platform, "No.", refuse));
        else Later(TimeSpan.FromMilliseconds(300), "world", () => StartAgent($"{start.Host}/{start.Platform}"));
    }

    private void StartAgent(string path)
    {
        _agents[path].Start();
        Announce();
    }

    /// <summary>An agent, the whole coordinator or the user's patience fails now and then.</summary>
    private void Meddle()
    {
        if (!Faults.On(Now)) return;
        var dice = Random.Next(20);
        if (dice < 4) KillAgent(_agents.Values.ElementAt(Random.Next(_agents.Count)));
        else if (dice < 6) KillCoordinator();
        else if (dice < 8) StopOne(Campaigns[Random.Next(Campaigns.Length)]);
        else if (dice < 10) _frozen[_agents.Values.ElementAt(Random.Next(_agents.Count))] = Now.AddSeconds(Random.Next(12));
        else if (dice < 12) _cut[_entities.Keys.Concat(_agents.Keys).ElementAt(Random.Next(_entities.Count + _agents.Count))] = Now.AddSeconds(Random.Next(15));
        else if (dice < 13) QuarantineOne(Random.Next(2) == 0 ? "h1" : "h2");
    }

    /// <summary>An operator takes a host out for a while.</summary>
    private void QuarantineOne(string host)
    {
        Later(TimeSpan.Zero, host, new HostCommands.Quarantine(host, "By its operator."));
        Later(TimeSpan.FromSeconds(Random.Next(8)), host, new HostCommands.Release(host, "By its operator."));
    }

    private void KillAgent(SimulatedAgent agent)
    {
        if (!agent.Alive) return;
        var address = agent.Address;
        agent.Die();
        Post(address.Host, new HostCommands.AgentLost(address.Host, address.Incarnation));
        if (address.Platform == "native") Later(TimeSpan.FromSeconds(Random.Next(5)), "world", () => StartAgent(address.ActorPath));
    }

    private void KillCoordinator()
    {
        foreach (var entity in _entities.Values) entity.Crash();
        _active.Clear();
        Later(TimeSpan.FromSeconds(Random.Next(4)), "world", ResumeAll);
    }

    private void StopOne(CampaignId campaign)
    {
        Later(TimeSpan.Zero, campaign.Value, new CampaignCommands.Stop(campaign, "Stopped by its user."));
        Later(TimeSpan.FromSeconds(Random.Next(6)), "world", ResumeAll);
    }

    private void ResumeAll()
    {
        // As a user would: a campaign that never got as far as its first event is started again.
        if (!Faults.On(Now))
        {
            foreach (var host in (string[])["h1", "h2"]) Later(TimeSpan.Zero, host, new HostCommands.Release(host, "By its operator."));
        }

        foreach (var campaign in Campaigns)
            Later(TimeSpan.Zero, campaign.Value, Journal(campaign.Value).Count == 0 ? Start(campaign) : new CampaignCommands.Resume(campaign));
        Announce();
    }

    private void Each(Action<SimulatedAgent> what)
    {
        foreach (var agent in _agents.Values.Where(a => a.Alive)) what(agent);
    }

    private void TellAll(IEnumerable<string> names, object message)
    {
        foreach (var name in names) Later(TimeSpan.Zero, name, message);
    }

    private void Every(TimeSpan period, Action what) => Later(period, "world", () =>
    {
        what();
        Every(period, what);
    });

    private void Later(TimeSpan after, string to, Action what) => Later(after, to, (object)what);
}
