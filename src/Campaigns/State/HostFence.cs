using ActorBench.Messages.Agents;

namespace ActorBench.Campaigns.State;

/// <summary>Between two holders of a host: the next one hears of its lease when every agent has said that nothing of the one before is at work.</summary>
/// <remarks>An agent that does not answer is waited for no longer than the lease before could last: by then it has ended all by itself.</remarks>
internal sealed class HostFence(HostLedger ledger, HostAgents agents, long since)
{
    private readonly Dictionary<string, string> _unheard = [];
    private long _epoch = since;
    private DateTimeOffset _until;
    private bool _passed = true;

    /// <summary>The holder may not be told of its lease yet. Once down it stays so, until it is raised for the next holder.</summary>
    public bool IsUp => !(_passed |= _unheard.Count == 0 || ledger.Now >= _until);

    /// <param name="endsBefore">When the last order under the lease before has ended by itself.</param>
    public void Raise(long epoch, DateTimeOffset endsBefore)
    {
        (_epoch, _until, _passed) = (epoch, endsBefore, false);
        _unheard.Clear();
        foreach (var agent in agents.Known.Values.Where(a => !agents.Paused.Contains(a.Endpoint.Platform))) Tell(agent.Endpoint);
    }

    /// <summary>One that is new here, or was away, may be at work for whoever had the host before.</summary>
    public void Registered(EndpointAddress endpoint)
    {
        if (_epoch > 0) Tell(endpoint);
    }

    public void Heard(string platform, string incarnation, long epoch)
    {
        if (epoch == _epoch && _unheard.GetValueOrDefault(platform) == incarnation) _unheard.Remove(platform);
    }

    public void Lost(EndpointAddress endpoint)
    {
        if (_unheard.GetValueOrDefault(endpoint.Platform) == endpoint.Incarnation) _unheard.Remove(endpoint.Platform);
    }

    public void TellAgain()
    {
        foreach (var platform in _unheard.Keys.ToArray())
        {
            if (agents.Known.TryGetValue(platform, out var agent)) Tell(agent.Endpoint);
        }
    }

    private void Tell(EndpointAddress endpoint)
    {
        _unheard[endpoint.Platform] = endpoint.Incarnation;
        ledger.TellAgent(endpoint.ActorPath, new EndpointCommands.Fence(_epoch, ledger.Host, endpoint.Platform, endpoint.Incarnation));
    }
}
