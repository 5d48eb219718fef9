using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using static ActorBench.Messages.Hosts.HostCommands;

namespace ActorBench.Campaigns.State;

/// <summary>The agents of a host: who is registered under which platform, and who may not be.</summary>
internal sealed class HostAgents(HostLedger ledger, HostRules rules)
{
    public const string Native = "native";
    private const int Remembered = 10;

    private readonly Dictionary<string, KnownAgent> _known = [];
    private readonly Dictionary<string, AgentRegistered> _rivals = [];
    private readonly List<TurnedAway> _turnedAway = [];

    public IReadOnlyDictionary<string, KnownAgent> Known => _known;

    /// <summary>Platforms whose guest is frozen: it does nothing and answers nobody, and nobody takes that for its death.</summary>
    public HashSet<string> Paused { get; } = [];

    /// <summary>Starts guests; null where it is not there.</summary>
    public string? HostLink => HostNode?.LinkPath;

    /// <summary>The host node's endpoint, whatever its platform is called.</summary>
    public EndpointAddress? OwnEndpoint => HostNode?.Endpoint;

    /// <summary>The platform of the host node that was here last.</summary>
    public string OwnPlatform { get; private set; } = Native;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<TurnedAway> TurnedAway => _turnedAway;

    /// <returns>True when the agent was not known before.</returns>
    public bool Register(AgentRegistered agent)
    {
        var platform = agent.Endpoint.Platform;
        var before = _known.GetValueOrDefault(platform);
        if (before is not null && before.Endpoint.Incarnation != agent.Endpoint.Incarnation)
        {
            // Unanswered, it asks every second: until the one that has the name is lost, or shows that it lives.
            _rivals[platform] = agent;
            return false;
        }

        if (_rivals.Remove(platform, out var rival) && before is not null && rival.Endpoint.Incarnation != agent.Endpoint.Incarnation)
            Refuse(rival, before);
        _known[platform] = new KnownAgent(agent.Role, agent.Endpoint, agent.LinkPath, agent.Gateway, agent.Facts, before?.Since ?? ledger.At, ledger.Now);
        if (agent.Role == AgentRole.Host) OwnPlatform = platform;
        ledger.TellAgent(agent.LinkPath, new Registered(ledger.Host, platform));
        return before is null;
    }

    /// <param name="gateway">Whose word it is; an agent that went over to another gateway is not lost with the first.</param>
    /// <returns>What has gone.</returns>
    public IReadOnlyList<KnownAgent> Lose(string incarnation, string gateway)
    {
        foreach (var (platform, _) in _rivals.Where(r => r.Value.Endpoint.Incarnation == incarnation).ToArray()) _rivals.Remove(platform);
        var lost = _known.Where(a => a.Value.Endpoint.Incarnation == incarnation && a.Value.Gateway == gateway).ToArray();
        foreach (var (platform, _) in lost) _known.Remove(platform);
        return [.. lost.Select(a => a.Value)];
    }

    /// <summary>A frozen guest is to go on: from now on it may be missed.</summary>
    public void GoesOn(string platform)
    {
        if (Paused.Remove(platform) && _known.TryGetValue(platform, out var agent)) _known[platform] = agent with { HeardAt = ledger.Now };
    }

    public bool IsFrozen(string incarnation) => _known.Values.Any(agent => agent.Endpoint.Incarnation == incarnation && Paused.Contains(agent.Endpoint.Platform));

    /// <summary>Those whose death nobody will tell of, because their gateway died, too.</summary>
    public IReadOnlyList<EndpointAddress> Silent() => [.. _known.Values.Where(IsSilent).Select(agent => agent.Endpoint)];

    public void TurnAway(string platform, string address, string reason)
    {
        _turnedAway.RemoveAll(t => t.Platform == platform && t.Address == address && t.Reason == reason);
        _turnedAway.Insert(0, new TurnedAway(ledger.At, platform, address, reason));
        if (_turnedAway.Count > Remembered) _turnedAway.RemoveAt(Remembered);
    }

    private KnownAgent? HostNode => _known.Values.FirstOrDefault(agent => agent.Role == AgentRole.Host);

    private bool IsSilent(KnownAgent agent) =>
        !Paused.Contains(agent.Endpoint.Platform)
        && ledger.Now - agent.HeardAt > (_rivals.ContainsKey(agent.Endpoint.Platform) ? rules.SilenceBesideRival : rules.AgentSilence);

    private void Refuse(AgentRegistered rival, KnownAgent holder)
    {
        var platform = rival.Endpoint.Platform;
        var reason = $"Host {ledger.Host} has a living {platform} agent at {Place(holder.LinkPath)}; give the one at {Place(rival.LinkPath)} another host name.";
        TurnAway(platform, Place(rival.LinkPath), reason);
        ledger.TellAgent(rival.LinkPath, new RegistrationRefused(reason));
    }

    /// <summary><c>address:port</c> out of an actor's path.</summary>
    private static string Place(string path)
    {
        var from = path.IndexOf('@', StringComparison.Ordinal) + 1;
        var to = path.IndexOf('/', from);
        return to < 0 ? path[from..] : path[from..to];
    }
}

/// <summary>A registered agent of a host.</summary>
/// <param name="HeardAt">By the clock that only goes on.</param>
internal sealed record KnownAgent(
    AgentRole Role, EndpointAddress Endpoint, string LinkPath, string Gateway, IReadOnlyDictionary<string, string> Facts, DateTimeOffset Since,
    DateTimeOffset HeardAt);
