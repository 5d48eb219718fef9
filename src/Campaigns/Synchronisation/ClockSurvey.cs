using ActorBench.Messages.Agents;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>One survey of several endpoints' clocks, all at once; each endpoint has one question at a time.</summary>
internal sealed class ClockSurvey(int number, long untilNs)
{
    private readonly Dictionary<string, (EndpointAddress Endpoint, ClockFilter Filter)> _asked = [];

    public int Number => number;

    /// <summary>When it has to do with the answers that have come.</summary>
    public long UntilNs => untilNs;

    public bool Complete => _asked.Values.All(one => one.Filter.Taken >= ClockFilter.Asked);

    public IEnumerable<EndpointAddress> Endpoints => _asked.Values.Select(one => one.Endpoint);

    /// <returns>The first question; null where the endpoint is being asked already.</returns>
    public RoundEffect? Begin(EndpointAddress endpoint, long nowNs)
    {
        if (!_asked.TryAdd(endpoint.ActorPath, (endpoint, new ClockFilter()))) return null;
        return Ask(endpoint, 1, nowNs);
    }

    /// <returns>The next question, if there is one.</returns>
    public RoundEffect? Take(ClockPong pong, long nowNs)
    {
        var ping = pong.Ping;
        if (ping.Survey != number || !_asked.TryGetValue(ping.Endpoint, out var asked) || ping.Number != asked.Filter.Taken + 1) return null;
        asked.Filter.Add(new ClockSample(ping.SentNs, pong.ReceivedNs, pong.AnsweredNs, nowNs));
        return ping.Number < ClockFilter.Asked ? Ask(asked.Endpoint, ping.Number + 1, nowNs) : null;
    }

    /// <summary>The longest that any question of it took.</summary>
    public long MostDelayNs => _asked.Values.Max(one => one.Filter.MostDelayNs);

    /// <returns>Null for an endpoint that has not answered.</returns>
    public ClockEstimate? Of(EndpointAddress endpoint) => _asked.TryGetValue(endpoint.ActorPath, out var asked) ? asked.Filter.Best : null;

    private RoundEffect.Ping Ask(EndpointAddress endpoint, int question, long nowNs) =>
        new(endpoint, new ClockPing(endpoint.ActorPath, number, question, nowNs));
}
