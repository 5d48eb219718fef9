using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Which endpoints of both hosts a block may use, as far as the hosts and the endpoints have answered.</summary>
internal sealed class BlockEndpoints(PairId pair)
{
    private readonly Dictionary<(EndpointRole Role, string Platform), EndpointAddress> _endpoints = [];
    private readonly Dictionary<string, string> _listeners = [];
    private readonly Dictionary<string, string> _missing = [];
    private readonly Dictionary<string, string> _unsupported = [];
    private readonly HashSet<string> _answered = [];
    private readonly HashSet<(EndpointRole Role, string Platform)> _unprepared = [];

    public bool HostsAnswered => _answered.Contains(pair.Initiator) && _answered.Contains(pair.Responder);

    public bool AllPrepared => _unprepared.Count == 0;

    /// <summary>An endpoint has gone since the hosts answered; they must be asked again before the next trial.</summary>
    public bool Incomplete { get; private set; }

    public bool Answered(string host) => _answered.Contains(host);

    public void Take(HostReplies.PlatformsReady ready)
    {
        _answered.Add(ready.Host);
        var role = ready.Host == pair.Initiator ? EndpointRole.Initiator : EndpointRole.Responder;
        foreach (var (platform, endpoint) in ready.Endpoints) _endpoints[(role, platform)] = endpoint;
        foreach (var (platform, reason) in ready.Missing) _missing[platform] = reason;
        foreach (var (platform, reason) in ready.Unsupported) _unsupported[platform] = reason;
    }

    public string? WhyUnsupported(string platform) => _unsupported.GetValueOrDefault(platform);

    public string? WhyMissing(string platform) => _missing.GetValueOrDefault(platform);

    public EndpointAddress? Find(EndpointRole role, string platform) => _endpoints.GetValueOrDefault((role, platform));

    /// <summary>Where the platform's responder listens; set once it is prepared.</summary>
    public string Listener(string platform) => _listeners[platform];

    /// <summary>Both ends of the platform, where nothing speaks against it; they are then waited for.</summary>
    public IEnumerable<(EndpointRole Role, EndpointAddress Endpoint)> ToPrepare(string platform)
    {
        if (_missing.ContainsKey(platform) || _unsupported.ContainsKey(platform)) yield break;
        foreach (var role in (EndpointRole[])[EndpointRole.Responder, EndpointRole.Initiator])
        {
            _unprepared.Add((role, platform));
            yield return (role, _endpoints[(role, platform)]);
        }
    }

    /// <summary>Those that have not said yet that they are prepared.</summary>
    public IEnumerable<(EndpointRole Role, EndpointAddress Endpoint)> Unprepared() => _unprepared.Select(u => (u.Role, _endpoints[u]));

    public void Prepared(EndpointReplies.Prepared reply)
    {
        if (!_unprepared.Remove((reply.Role, reply.Platform))) return;
        if (reply.Failure is { } failure) _missing[reply.Platform] = failure.Reason;
        else if (reply.Address is { } address) _listeners[reply.Platform] = address;
    }

    /// <summary>Gives up on endpoints that never said that they are prepared.</summary>
    public void GiveUpPreparing()
    {
        foreach (var (role, platform) in _unprepared)
            _missing[platform] = $"The {role.ToString().ToLowerInvariant()} on platform {platform} did not get ready in time.";
        _unprepared.Clear();
    }

    /// <returns>True when the endpoint was one of this block's.</returns>
    public bool Lose(string host, string platform, string incarnation)
    {
        var role = host == pair.Initiator ? EndpointRole.Initiator : EndpointRole.Responder;
        if (Find(role, platform)?.Incarnation != incarnation) return false;
        return Incomplete = true;
    }

    public void Clear()
    {
        _endpoints.Clear();
        _listeners.Clear();
        _missing.Clear();
        _unsupported.Clear();
        _answered.Clear();
        _unprepared.Clear();
        Incomplete = false;
    }
}
