using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;

namespace ActorBench.Campaigns.State;

/// <summary>What one step of a pair's rules puts down: facts for the journal, and messages that wait for them.</summary>
internal sealed class PairLedger(PairState state)
{
    private readonly List<IPairEvent> _events = [];
    private readonly List<PairEffect> _effects = [];

    public PairState State { get; private set; } = state;

    public DateTimeOffset Now { get; private set; }

    public void Begin(DateTimeOffset now)
    {
        Now = now;
        _events.Clear();
        _effects.Clear();
    }

    public PairStep End() => new([.. _events], [.. _effects]);

    public void Record(IPairEvent happened)
    {
        State = State.Apply(happened);
        _events.Add(happened);
    }

    public void Send(PairEffect effect) => _effects.Add(effect);

    public void Tell(EndpointAddress endpoint, object message) => Send(new PairEffect.TellEndpoint(endpoint, message));

    public void TellBoth(OpenAttempt open, object message)
    {
        Tell(open.Initiator, message);
        Tell(open.Responder, message);
    }
}
