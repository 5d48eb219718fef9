using ActorBench.Messages.Agents;
using ActorBench.Messages.Rounds;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>The clocks of a round's endpoints. An agent that was started again is another endpoint, for it may stand on another machine now.</summary>
internal sealed class ClockBook
{
    private readonly Dictionary<(string Path, string Incarnation), ClockModel> _clocks = [];

    public void Add(EndpointAddress endpoint, ClockEstimate seen)
    {
        if (!_clocks.TryGetValue(Key(endpoint), out var model)) model = _clocks[Key(endpoint)] = new ClockModel();
        model.Add(seen);
    }

    public EndpointClock At(EndpointAddress endpoint, long atNs) => _clocks[Key(endpoint)].At(atNs);

    private static (string, string) Key(EndpointAddress endpoint) => (endpoint.ActorPath, endpoint.Incarnation);
}
