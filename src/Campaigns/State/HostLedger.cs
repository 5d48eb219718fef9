using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>What one step of a host's rules puts down: facts for the journal, and messages that wait for them.</summary>
internal sealed class HostLedger(HostState state)
{
    private readonly List<IHostEvent> _events = [];
    private readonly List<HostEffect> _effects = [];

    public HostState State { get; private set; } = state;

    public string Host => State.Host;

    /// <summary>For durations.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The label of what is recorded.</summary>
    public DateTimeOffset At { get; private set; }

    public void Begin(DateTimeOffset now, DateTimeOffset? at = null)
    {
        (Now, At) = (now, at ?? now);
        _events.Clear();
        _effects.Clear();
    }

    public HostStep End() => new([.. _events], [.. _effects]);

    public void Record(IHostEvent happened)
    {
        State = State.Apply(happened);
        _events.Add(happened);
    }

    public void TellPair(CampaignId campaign, PairId pair, object message) => _effects.Add(new HostEffect.TellPair(campaign, pair, message));

    public void TellAgent(string path, object message) => _effects.Add(new HostEffect.TellAgent(path, message));
}
