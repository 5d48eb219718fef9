using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Which endpoints of both hosts a block may use, as far as the hosts and the endpoints have answered.</summary>
internal sealed class BlockEndpoints(PairId pair)
{
    private readonly Dictionary<(EndpointRole Role, string Platform), EndpointAddress> _endpoints = [];
    private readonly Dictionary<string, string> _listeners = [];
    private readonly Dictionary<(EndpointRole Role, string Platform), Clock> _clocks = [];
    private readonly Dictionary<string, string> _missing = [];
    private readonly Dictionary<string, string> _missingAt = [];
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
        foreach (var (platform, reason) in ready.Missing) Miss(platform, ready.Host, reason);
        foreach (var (platform, reason) in ready.Unsupported) _unsupported[platform] = reason;
    }

    public string? WhyUnsupported(string platform) => _unsupported.GetValueOrDefault(platform);

    public string? WhyMissing(string platform) => _missing.GetValueOrDefault(platform);

    /// <summary>The host that the platform is missing on.</summary>
    public string? MissingAt(string platform) => _missingAt.GetValueOrDefault(platform);

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

    /// <summary>A moment by the endpoint's own clock, null where it has told of none; rather too early than too late, by as long as its word was under way.</summary>
    public long? ByItsClock(EndpointRole role, string platform, DateTimeOffset moment) =>
        _clocks.TryGetValue((role, platform), out var clock) ? clock.Ns + (long)(moment - clock.HeardAt).TotalNanoseconds : null;

    public void Prepared(EndpointReplies.Prepared reply, DateTimeOffset now)
    {
        if (reply.ClockNs != 0) _clocks[(reply.Role, reply.Platform)] = new Clock(reply.ClockNs, now);
        if (!_unprepared.Remove((reply.Role, reply.Platform))) return;
        if (reply.Failure is { } failure) Miss(reply.Platform, HostOf(reply.Role), failure.Reason);
        else if (reply.Address is { } address) _listeners[reply.Platform] = address;
    }

    /// <summary>Gives up on endpoints that never said that they are prepared.</summary>
    public void GiveUpPreparing()
    {
        foreach (var (role, platform) in _unprepared)
            Miss(platform, HostOf(role), $"The {role.ToString().ToLowerInvariant()} on platform {platform} did not get ready in time.");
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
        _clocks.Clear();
        _missing.Clear();
        _missingAt.Clear();
        _unsupported.Clear();
        _answered.Clear();
        _unprepared.Clear();
        Incomplete = false;
    }

    private string HostOf(EndpointRole role) => role == EndpointRole.Initiator ? pair.Initiator : pair.Responder;

    private void Miss(string platform, string host, string reason) => (_missing[platform], _missingAt[platform]) = (reason, host);

    private readonly record struct Clock(long Ns, DateTimeOffset HeardAt);
}
