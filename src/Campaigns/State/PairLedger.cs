using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>What one step of a pair's rules puts down: facts for the journal, and messages that wait for them.</summary>
internal sealed class PairLedger(PairState state)
{
    private readonly List<IPairEvent> _events = [];
    private readonly List<PairEffect> _effects = [];

    public PairState State { get; private set; } = state;

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

    public PairStep End() => new([.. _events], [.. _effects]);

    public void Record(IPairEvent happened)
    {
        State = State.Apply(happened);
        _events.Add(happened);
    }

    /// <summary>Once for each environment that an end on the platform has been seen in.</summary>
    public void RecordEnvironment(string host, string platform, EnvironmentFingerprint seen)
    {
        if (!State.Environments.Contains((host, platform, seen.Hash)))
            Record(new PairEvents.EnvironmentRecorded(State.Campaign, State.Pair, host, platform, seen.Hash, seen.Facts, At));
    }

    /// <summary>Opens the trials again that the order is for, once an order.</summary>
    public void TakeUpAgain(IEnumerable<TrialSpec> trials, RetryOrder retry)
    {
        foreach (var trial in trials.Where(t => State.Settled.GetValueOrDefault(t.Number) == TrialOutcome.Quarantined))
        {
            if (State.Retried.GetValueOrDefault(trial.Number) < retry.Number && retry.Cells?.Contains(trial.Cell) != false)
                Record(new PairEvents.TrialRetried(State.Campaign, State.Pair, trial, retry.Number, At));
        }
    }

    public void Send(PairEffect effect) => _effects.Add(effect);

    public void Tell(EndpointAddress endpoint, object message) => Send(new PairEffect.TellEndpoint(endpoint, message));

    public void TellBoth(OpenAttempt open, object message)
    {
        Tell(open.Initiator, message);
        Tell(open.Responder, message);
    }
}
