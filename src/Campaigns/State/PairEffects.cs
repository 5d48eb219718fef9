using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Statistics;

namespace ActorBench.Campaigns.State;

/// <summary>Something to send once the events decided with it are in the journal.</summary>
public abstract record PairEffect
{
    public sealed record TellHost(IHostCommand Command) : PairEffect;

    public sealed record TellEndpoint(EndpointAddress Endpoint, object Message) : PairEffect;

    /// <summary>To whoever sent the input; after a crash the pair may not know an agent that still sends.</summary>
    public sealed record TellSender(object Message) : PairEffect;

    public sealed record TellRound(IWithRoundId Command) : PairEffect;

    public sealed record TellCampaign(ICampaignCommand Command) : PairEffect;

    public sealed record ShowOpen(RunningTrial Trial) : PairEffect;

    /// <summary>Why the pair's block does not go on, for whoever looks; null when it does again. Said again and again while it lasts.</summary>
    /// <param name="News">It is worth a line in the log.</param>
    public sealed record ShowWaiting(string? Reason, bool News) : PairEffect;

    /// <summary>Give <see cref="PairInput.Wake"/> back after that time.</summary>
    public sealed record StartWait(TimeSpan After) : PairEffect;

    /// <summary>Give <see cref="PairInput.DeadlinePassed"/> back after that time.</summary>
    public sealed record StartDeadline(AttemptKey Key, TimeSpan After) : PairEffect;
}

/// <summary>Inputs of a pair that come from no other entity.</summary>
public abstract record PairInput
{
    public sealed record DeadlinePassed(AttemptKey Key) : PairInput;

    /// <summary>A failed trial has waited long enough.</summary>
    public sealed record Wake : PairInput;

    /// <summary>Every few seconds: ask again for what has not been answered.</summary>
    public sealed record Tick : PairInput;
}

/// <summary>Persist the events, then send the effects, in this order.</summary>
public sealed record PairStep(IReadOnlyList<IPairEvent> Events, IReadOnlyList<PairEffect> Effects)
{
    public static PairStep Nothing { get; } = new([], []);
}
