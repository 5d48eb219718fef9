using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Guests between two blocks: told to rest when the lease of their host ends, and woken for the next block that needs them.</summary>
/// <remarks>
/// One that rests is no answer to who wants its platform: it may be frozen, and what it was at work on when it was frozen goes on with it.
/// So it is fenced as it wakes, and of use again when it has answered; while it is frozen no fence waits for it, and nobody misses it.
/// </remarks>
internal sealed class RestingGuests(HostLedger ledger, HostAgents agents, HostFence fence)
{
    private readonly HashSet<string> _resting = [];
    private readonly HashSet<string> _waking = [];
    private GuestMode _mode;

    public bool IsAwake(string platform) => !_resting.Contains(platform) && !_waking.Contains(platform);

    /// <summary>The lease has ended.</summary>
    public void Begin()
    {
        var guests = agents.Known.Values.Where(a => a.Role == AgentRole.Guest && !PlatformNames.IsDeclared(a.Endpoint.Platform)).ToArray();
        if (agents.HostLink is not { } link || guests.Length == 0) return;
        ledger.TellAgent(link, new RestGuests(ledger.Host, _mode));
        foreach (var guest in guests)
        {
            if (_mode == GuestMode.Warm) Rest(guest.Endpoint.Platform);
            else End(guest);
        }
    }

    /// <summary>A block wants these platforms. Whether a guest is frozen is not known for certain after a crash, so all are told.</summary>
    public void Wake(HostCommands.EnsurePlatforms want)
    {
        _mode = want.Guests;
        // Out of a campaign that keeps its guests.
        if (_mode == GuestMode.Cold && want.Platforms.Any(platform => !IsAwake(platform))) Begin();
        foreach (var platform in want.Platforms.Where(IsGuest)) Wake(platform);
    }

    public void WakeAgain(IEnumerable<string> platforms)
    {
        foreach (var platform in platforms.Where(platform => IsGuest(platform) && !IsAwake(platform))) Wake(platform);
    }

    /// <summary>The guest has said that nothing old is at work on it.</summary>
    /// <returns>True when it is of use again.</returns>
    public bool Heard(string platform, string incarnation) =>
        agents.Known.TryGetValue(platform, out var agent) && agent.Endpoint.Incarnation == incarnation && _waking.Remove(platform);

    /// <summary>The guest has gone, or is another one.</summary>
    public void Forget(string platform)
    {
        _resting.Remove(platform);
        _waking.Remove(platform);
        agents.Paused.Remove(platform);
    }

    /// <summary>Its host node says so; too late where it is being woken already.</summary>
    public void Paused(string platform)
    {
        if (!_resting.Contains(platform) || !agents.Known.TryGetValue(platform, out var agent)) return;
        agents.Paused.Add(platform);
        fence.Lost(agent.Endpoint);
    }

    private bool IsGuest(string platform) => agents.Known.TryGetValue(platform, out var agent) && agent.Role == AgentRole.Guest && !PlatformNames.IsDeclared(platform);

    private void Rest(string platform)
    {
        _waking.Remove(platform);
        _resting.Add(platform);
    }

    private void End(KnownAgent guest)
    {
        agents.Lose(guest.Endpoint.Incarnation, guest.Gateway);
        fence.Lost(guest.Endpoint);
        Forget(guest.Endpoint.Platform);
    }

    private void Wake(string platform)
    {
        if (agents.HostLink is { } link) ledger.TellAgent(link, new ResumeGuest(ledger.Host, platform));
        if (IsAwake(platform)) return;
        _resting.Remove(platform);
        _waking.Add(platform);
        agents.GoesOn(platform);
        fence.Registered(agents.Known[platform].Endpoint);
    }
}
