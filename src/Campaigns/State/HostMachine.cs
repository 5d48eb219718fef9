using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Hosts.HostCommands;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>The rules of a host: who may use it, which of its endpoints are there, and whether it may work at all.</summary>
/// <remarks>Leases and quarantine are journaled, agents are not: they announce themselves again.</remarks>
public sealed class HostMachine
{
    /// <summary>Time for a guest to boot and register, unless the rules say otherwise.</summary>
    public static readonly TimeSpan RaiseBound = TimeSpan.FromSeconds(30);

    private readonly HostRules _rules;
    private readonly HostLedger _ledger;
    private readonly HostLease _lease;
    private readonly HostHealth _health;
    private readonly HostAgents _agents;
    private readonly HostFence _fence;
    private readonly RisingGuests _rising;
    private readonly RestingGuests _resting;
    private readonly Dictionary<string, string> _unsupported = [];
    private readonly Dictionary<string, string> _failed = [];
    private readonly Dictionary<(CampaignId, PairId), (EnsurePlatforms Want, DateTimeOffset Since)> _wants = [];

    public HostMachine(HostState state, HostRules? rules = null)
    {
        _rules = rules ?? new HostRules();
        _ledger = new HostLedger(state);
        _agents = new HostAgents(_ledger, _rules);
        _fence = new HostFence(_ledger, _agents, state.HolderSince);
        _rising = new RisingGuests(_ledger, _rules);
        _resting = new RestingGuests(_ledger, _agents, _fence);
        _lease = new HostLease(_ledger, _rules, _fence);
        _health = new HostHealth(_ledger, _rules);
    }

    public HostState State => _ledger.State;

    /// <summary>Nobody is registered, holds or wants it: there is nothing to do, and little to forget. A quarantine stays in sight.</summary>
    public bool AtRest => _health.Quarantine is null && _agents.Known.Count == 0 && _wants.Count == 0 && _lease.Holder is null && !_lease.Waiting.Any();

    /// <summary>Endpoints registered now, by platform.</summary>
    public IReadOnlyDictionary<string, EndpointAddress> Endpoints => _agents.Known.ToDictionary(a => a.Key, a => a.Value.Endpoint);

    /// <param name="now">By a clock that only goes on: nothing else decides how long something takes.</param>
    /// <param name="at">The wall clock, which labels what is recorded; null for the same.</param>
    public HostStep Handle(object input, DateTimeOffset now, DateTimeOffset? at = null)
    {
        _ledger.Begin(now, at);
        var holder = _lease.Holder;
        switch (input)
        {
            case TakeLease m: OnTake(m); break;
            case RenewLease m: OnRenew(m); break;
            case ReleaseLease m: OnRelease(m); break;
            case ReportFailure m: OnFailure(m); break;
            case EnsurePlatforms m: OnEnsure(m); break;
            case AgentRegistered m: OnRegistered(m); break;
            case AgentLost m: OnLost(m); break;
            case HostCommands.GuestStarting m: _rising.Starting(m); break;
            case HostCommands.GuestFailed m: OnGuestFailed(m); break;
            case HostCommands.GuestPaused m: _resting.Paused(m.Platform); break;
            case HostCommands.GuestEnded m: OnGuestEnded(m.Platform); break;
            case FenceHeard m: OnFenceHeard(m); break;
            case RegistrationTurnedAway m: _agents.TurnAway(m.Platform, m.Address, m.Reason); break;
            case CanaryEnded m: OnCanary(m); break;
            case Quarantine m: OnQuarantine(m); break;
            case Release m: OnReleased(m); break;
            case HostInput.Tick: OnTick(); break;
        }

        if (holder is not null && !_lease.IsHeldBy(holder)) _resting.Begin();
        _lease.TellLate();
        return _ledger.End();
    }

    public HostStatus Status(DateTimeOffset now)
    {
        _ledger.Begin(now);
        return new HostStatus(
            State.Host,
            [.. _agents.Known.Values.OrderBy(a => a.Role).ThenBy(a => a.Endpoint.Platform, StringComparer.Ordinal).Select(a => new RegisteredAgent(a.Role, a.Endpoint, a.Facts, a.Since))],
            State.Epoch,
            _lease.Holder is { } holder ? HostLease.Name(holder) : null,
            _lease.Until is { } until ? (until - now).TotalSeconds : null,
            [.. _lease.Waiting],
            _health.Status(),
            [.. _health.Failures],
            [.. _agents.TurnedAway],
            [.. _agents.Paused.Order(StringComparer.Ordinal)],
            [.. State.Starts.Select(one => GuestStarts.Of(one.Key, one.Value))]);
    }

    private void OnTake(TakeLease ask)
    {
        if (_health.Quarantine is not null) _lease.Refuse(ask.Campaign, ask.Pair, ask.Request, _health.Refusal);
        else _lease.Take(ask);
    }

    private void OnRenew(RenewLease ask)
    {
        _health.Accepted(ask.Accepted);
        var held = _lease.Renew(ask);
        if (_health.Quarantine is not null) _lease.Refuse(ask.Campaign, ask.Pair, ask.Request, _health.Refusal);
        else if (!held) _lease.Refuse(ask.Campaign, ask.Pair, ask.Request, $"The lease of {State.Host} has ended and is another's.");
    }

    private void OnRelease(ReleaseLease release)
    {
        _health.Accepted(release.Accepted);
        if (_lease.GiveBack(release)) _lease.GoOn();
    }

    private void OnFailure(ReportFailure report)
    {
        _health.Accepted(report.Accepted);
        // A guest that fails is its platform's matter, and the trial's.
        if (report.Platform == _agents.OwnPlatform) CountFailure(report.Key, report.Failure.Reason);
    }

    private void CountFailure(AttemptKey? attempt, string reason)
    {
        if (_health.Failed(attempt, reason)) _lease.RefuseAll(_health.Refusal);
    }

    private void OnCanary(CanaryEnded ended)
    {
        if (_health.Canary(ended, _agents.OwnEndpoint)) _lease.GoOn();
    }

    private void OnQuarantine(Quarantine order)
    {
        _health.Begin(order.Reason, byOperator: true);
        _lease.RefuseAll(_health.Refusal);
    }

    private void OnReleased(Release order)
    {
        _health.End(order.Reason);
        _lease.GoOn();
    }

    private void OnTick()
    {
        foreach (var silent in _agents.Silent()) OnLost(new AgentLost(State.Host, silent.Incarnation, _agents.Known[silent.Platform].Gateway));
        AnswerWants();
        _fence.TellAgain();
        _lease.Look();
        _health.Look(_agents.OwnEndpoint);
    }

    private void OnEnsure(EnsurePlatforms want)
    {
        var key = (want.Campaign, want.Pair);
        if (_wants.TryGetValue(key, out var before))
        {
            _wants[key] = (want, before.Since);
            _resting.WakeAgain(want.Platforms);
        }
        else
        {
            _resting.Wake(want);
            // A new question is a new try: each attempt that finds a platform missing has waited for it.
            _wants[key] = (want, _ledger.Now);
            foreach (var platform in want.Platforms) _failed.Remove(platform);
        }

        StartMissingGuests();
        AnswerWants();
    }

    private void StartMissingGuests()
    {
        if (_agents.HostLink is not { } link) return;
        foreach (var platform in _wants.Values.SelectMany(w => w.Want.Platforms).Distinct().Where(p => !Known(p) && !PlatformNames.IsDeclared(p)))
            _ledger.TellAgent(link, new StartGuest(State.Host, platform));
    }

    private void OnFenceHeard(FenceHeard heard)
    {
        _fence.Heard(heard.Platform, heard.Incarnation, heard.Epoch);
        if (!_resting.Heard(heard.Platform, heard.Incarnation)) return;
        _failed.Remove(heard.Platform);
        AnswerWants();
    }

    private bool Usable(string platform) => _agents.Known.ContainsKey(platform) && _resting.IsAwake(platform);

    private bool IsGivenUp(string platform) => _unsupported.ContainsKey(platform) || _failed.ContainsKey(platform);

    private bool Known(string platform) => _agents.Known.ContainsKey(platform) || IsGivenUp(platform);

    private void OnRegistered(AgentRegistered agent)
    {
        if (!State.Seen) _ledger.Record(new HostSeen(State.Host, _ledger.At));
        if (!_agents.Register(agent)) return;
        _resting.Forget(agent.Endpoint.Platform);
        _fence.Registered(agent.Endpoint);
        _health.Returned(agent.Role);
        _failed.Remove(agent.Endpoint.Platform);
        _rising.Registered(agent.Endpoint.Platform);
        if (agent.Role == AgentRole.Host) ForgetReasons();
        if (agent.Role == AgentRole.Host) StartMissingGuests();
        AnswerWants();
    }

    private void ForgetReasons()
    {
        _unsupported.Clear();
        _failed.Clear();
    }

    private void OnLost(AgentLost lost)
    {
        // Its host node says when a frozen guest has ended; whoever else misses it does so because it is frozen.
        if (_agents.IsFrozen(lost.Incarnation)) return;
        foreach (var agent in _agents.Lose(lost.Incarnation, lost.Gateway))
        {
            _fence.Lost(agent.Endpoint);
            _resting.Forget(agent.Endpoint.Platform);
            if (agent.Role == AgentRole.Host) LoseFrozen();
            if (_lease.Holder is not { } lease) continue;
            var message = new HostReplies.EndpointLost(State.Host, lease.Campaign, lease.Pair, agent.Endpoint.Platform, agent.Endpoint.Incarnation);
            _ledger.TellPair(lease.Campaign, lease.Pair, message);
            // A guest that dies is its platform's matter, and the trial's.
            if (agent.Role == AgentRole.Host && !lost.OnPurpose) CountFailure(null, "The host node went away during a block.");
        }

        StartMissingGuests();
    }

    /// <summary>Nobody is left to let them go on; a fence, and whoever wants them, would wait in vain.</summary>
    private void LoseFrozen()
    {
        foreach (var platform in _agents.Paused.ToArray()) OnGuestEnded(platform);
    }

    private void OnGuestEnded(string platform)
    {
        if (!_agents.Known.TryGetValue(platform, out var agent) || agent.Role != AgentRole.Guest) return;
        _agents.Paused.Remove(platform);
        OnLost(new AgentLost(State.Host, agent.Endpoint.Incarnation, agent.Gateway));
    }

    private void OnGuestFailed(HostCommands.GuestFailed failed)
    {
        // It is of one that was there before, or of one that has registered all the same.
        if (_agents.Known.ContainsKey(failed.Platform)) return;
        _rising.Failed(failed.Platform);
        if (failed.Unsupported) _unsupported[failed.Platform] = failed.Reason;
        else _failed[failed.Platform] = failed.Reason;
        AnswerWants();
    }

    private void AnswerWants()
    {
        foreach (var (key, (want, since)) in _wants.ToArray())
        {
            var absent = want.Platforms.Where(p => !Usable(p) && !IsGivenUp(p)).ToArray();
            if (absent.Length > 0 && !absent.All(platform => _rising.IsLate(platform, since))) continue;
            foreach (var platform in absent) _failed[platform] = NoShow(platform);
            _wants.Remove(key);
            _ledger.TellPair(want.Campaign, want.Pair, Answer(want));
        }
    }

    private string NoShow(string platform) => platform == _agents.OwnPlatform
        ? $"No host node of {State.Host} has registered within {_rules.RaiseBound.TotalSeconds} s."
        : $"The {platform} guest of {State.Host} has not registered within {_rising.BoundOf(platform).TotalSeconds} s.";

    private HostReplies.PlatformsReady Answer(EnsurePlatforms want) => new(
        State.Host,
        want.Campaign,
        want.Pair,
        want.Platforms.Where(Usable).ToDictionary(p => p, p => _agents.Known[p].Endpoint),
        want.Platforms.Where(p => !Usable(p) && _failed.ContainsKey(p)).ToDictionary(p => p, p => _failed[p]),
        want.Platforms.Where(p => !Usable(p) && _unsupported.ContainsKey(p)).ToDictionary(p => p, p => _unsupported[p]));
}
