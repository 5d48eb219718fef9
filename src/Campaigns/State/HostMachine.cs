using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Hosts.HostCommands;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>The rules of a host: who may use it, and which of its endpoints are there.</summary>
/// <remarks>
/// Leases are journaled, agents are not: they announce themselves again. After a crash nobody holds the host, since
/// whoever did must ask anew and gets a higher epoch.
/// </remarks>
public sealed class HostMachine(HostState state)
{
    /// <summary>Time for a guest to boot and register.</summary>
    public static readonly TimeSpan RaiseBound = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, KnownAgent> _agents = [];
    private readonly Dictionary<string, string> _unsupported = [];
    private readonly Dictionary<string, string> _failed = [];
    private readonly Dictionary<(CampaignId, PairId), (EnsurePlatforms Want, DateTimeOffset Since)> _wants = [];
    private readonly List<TakeLease> _waiting = [];
    private readonly List<IHostEvent> _events = [];
    private readonly List<HostEffect> _effects = [];
    private TakeLease? _lease;
    private DateTimeOffset _now;

    public HostState State { get; private set; } = state;

    /// <summary>Endpoints registered now, by platform.</summary>
    public IReadOnlyDictionary<string, EndpointAddress> Endpoints => _agents.ToDictionary(a => a.Key, a => a.Value.Endpoint);

    public HostStep Handle(object input, DateTimeOffset now)
    {
        _now = now;
        _events.Clear();
        _effects.Clear();
        switch (input)
        {
            case TakeLease m: OnTake(m); break;
            case ReleaseLease m: OnRelease(m); break;
            case EnsurePlatforms m: OnEnsure(m); break;
            case AgentRegistered m: OnRegistered(m); break;
            case AgentLost m: OnLost(m); break;
            case HostCommands.GuestFailed m: OnGuestFailed(m); break;
            case HostInput.Tick: OnTick(); break;
        }

        return new HostStep([.. _events], [.. _effects]);
    }

    private void OnTake(TakeLease ask)
    {
        if (_lease is null || SamePair(_lease, ask))
        {
            var repeated = _lease?.Request == ask.Request;
            _lease = ask;
            if (!repeated) Record(new LeaseGranted(State.Host, $"{ask.Campaign}/{ask.Pair}", State.Epoch + 1, _now));
            TellLease(ask);
            return;
        }

        // Who asks again keeps its place in the queue.
        var place = _waiting.FindIndex(w => SamePair(w, ask));
        if (place >= 0) _waiting[place] = ask;
        else _waiting.Add(ask);
    }

    private void OnRelease(ReleaseLease release)
    {
        if (_lease is null || _lease.Campaign != release.Campaign || _lease.Pair != release.Pair || State.Epoch != release.Epoch) return;
        _lease = null;
        Record(new LeaseReleased(State.Host, release.Epoch, _now));
        if (_waiting is not [var next, ..]) return;
        _waiting.RemoveAt(0);
        OnTake(next);
    }

    private void OnTick()
    {
        AnswerWants();
        // A holder that crashed after its last trial gave nothing back; told of its lease while others wait, it does.
        if (_lease is { } lease && _waiting.Count > 0) TellLease(lease);
    }

    private void TellLease(TakeLease ask) => _effects.Add(new HostEffect.TellPair(
        ask.Campaign, ask.Pair, new HostReplies.LeaseTaken(State.Host, ask.Campaign, ask.Pair, ask.Request, State.Epoch)));

    private static bool SamePair(TakeLease a, TakeLease b) => a.Campaign == b.Campaign && a.Pair == b.Pair;

    private void OnEnsure(EnsurePlatforms want)
    {
        var key = (want.Campaign, want.Pair);
        if (_wants.TryGetValue(key, out var before))
        {
            _wants[key] = (want, before.Since);
        }
        else
        {
            // A new question is a new try: each attempt that finds a platform missing has waited for it.
            _wants[key] = (want, _now);
            foreach (var platform in want.Platforms) _failed.Remove(platform);
        }

        StartMissingGuests();
        AnswerWants();
    }

    private void StartMissingGuests()
    {
        if (_agents.Values.FirstOrDefault(agent => agent.Role == AgentRole.Host) is not { } host) return;
        foreach (var platform in _wants.Values.SelectMany(w => w.Want.Platforms).Distinct().Where(p => !Known(p) && !PlatformNames.IsDeclared(p)))
            _effects.Add(new HostEffect.TellAgent(host.LinkPath, new StartGuest(State.Host, platform)));
    }

    private bool Known(string platform) => _agents.ContainsKey(platform) || _unsupported.ContainsKey(platform) || _failed.ContainsKey(platform);

    private void OnRegistered(AgentRegistered agent)
    {
        var platform = agent.Endpoint.Platform;
        if (_agents.TryGetValue(platform, out var before) && IsAnotherMachine(before, agent))
        {
            _effects.Add(new HostEffect.TellAgent(agent.LinkPath, new RegistrationRefused(
                $"Another machine is registered as host {State.Host}, at {before.Endpoint.DataAddress}; give this one, {agent.Endpoint.DataAddress}, another name with --host, or end that one.")));
            return;
        }

        if (before is not null && before.Endpoint.Incarnation != agent.Endpoint.Incarnation) TellLost(before.Endpoint);
        _agents[platform] = new KnownAgent(agent.Role, agent.Endpoint, agent.LinkPath, agent.Gateway);
        _failed.Remove(platform);
        if (agent.Role == AgentRole.Host && before?.Endpoint.Incarnation != agent.Endpoint.Incarnation) ForgetReasons();
        _effects.Add(new HostEffect.TellAgent(agent.LinkPath, new Registered(State.Host, platform)));
        if (agent.Role == AgentRole.Host) StartMissingGuests();
        AnswerWants();
    }

    /// <summary>A host node that was started again comes from the same machine and address; one from elsewhere must not take a living one's name.</summary>
    private static bool IsAnotherMachine(KnownAgent before, AgentRegistered agent) =>
        agent.Role == AgentRole.Host && before.Endpoint.Incarnation != agent.Endpoint.Incarnation
            && (before.Endpoint.BootId != agent.Endpoint.BootId || before.Endpoint.DataAddress != agent.Endpoint.DataAddress);

    private void ForgetReasons()
    {
        _unsupported.Clear();
        _failed.Clear();
    }

    private void OnLost(AgentLost lost)
    {
        foreach (var (platform, agent) in _agents.Where(a => a.Value.Endpoint.Incarnation == lost.Incarnation && a.Value.Gateway == lost.Gateway).ToArray())
        {
            _agents.Remove(platform);
            TellLost(agent.Endpoint);
        }

        StartMissingGuests();
    }

    private void TellLost(EndpointAddress endpoint)
    {
        if (_lease is not { } lease) return;
        _effects.Add(new HostEffect.TellPair(
            lease.Campaign,
            lease.Pair,
            new HostReplies.EndpointLost(State.Host, lease.Campaign, lease.Pair, endpoint.Platform, endpoint.Incarnation)));
    }

    private void OnGuestFailed(HostCommands.GuestFailed failed)
    {
        if (failed.Unsupported) _unsupported[failed.Platform] = failed.Reason;
        else _failed[failed.Platform] = failed.Reason;
        AnswerWants();
    }

    private void AnswerWants()
    {
        foreach (var (key, (want, since)) in _wants.ToArray())
        {
            var absent = want.Platforms.Where(p => !Known(p)).ToArray();
            if (absent.Length > 0 && _now - since <= RaiseBound) continue;
            foreach (var platform in absent) _failed[platform] = NoShow(platform);
            _wants.Remove(key);
            _effects.Add(new HostEffect.TellPair(want.Campaign, want.Pair, Answer(want)));
        }
    }

    private string NoShow(string platform) => platform == Native
        ? $"No host node of {State.Host} has registered within {RaiseBound.TotalSeconds} s."
        : $"The {platform} guest of {State.Host} has not registered within {RaiseBound.TotalSeconds} s.";

    private HostReplies.PlatformsReady Answer(EnsurePlatforms want) => new(
        State.Host,
        want.Campaign,
        want.Pair,
        want.Platforms.Where(_agents.ContainsKey).ToDictionary(p => p, p => _agents[p].Endpoint),
        want.Platforms.Where(p => !_agents.ContainsKey(p) && _failed.ContainsKey(p)).ToDictionary(p => p, p => _failed[p]),
        want.Platforms.Where(p => !_agents.ContainsKey(p) && _unsupported.ContainsKey(p)).ToDictionary(p => p, p => _unsupported[p]));

    private void Record(IHostEvent happened)
    {
        State = State.Apply(happened);
        _events.Add(happened);
    }

    private const string Native = "native";
}
