using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;

namespace ActorBench.Campaigns.Synchronisation;

/// <summary>Something that a round wants sent or told. Nothing of a round is stored.</summary>
public abstract record RoundEffect
{
    public sealed record TellPair(IWithPairId Reply) : RoundEffect;

    public sealed record Ping(EndpointAddress Endpoint, ClockPing Question) : RoundEffect;

    /// <summary>Give <see cref="RoundInput.Wake"/> back after that time; a later one replaces it.</summary>
    public sealed record WakeAfter(TimeSpan Time) : RoundEffect;

    /// <summary>One sentence for the operator's log.</summary>
    public sealed record Warn(string Sentence) : RoundEffect;

    /// <summary>Every member has left.</summary>
    public sealed record Over : RoundEffect;
}

/// <summary>Inputs of a round that come from no pair and no endpoint.</summary>
public abstract record RoundInput
{
    public sealed record Wake : RoundInput;
}
