using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Something to send once the events decided with it are in the journal.</summary>
public abstract record HostEffect
{
    public sealed record TellPair(CampaignId Campaign, PairId Pair, object Message) : HostEffect;

    /// <param name="LinkPath">Path of the agent's actor that keeps its link to the coordinator.</param>
    public sealed record TellAgent(string LinkPath, object Message) : HostEffect;
}

public abstract record HostInput
{
    /// <summary>Every second or so, for bounds that have passed.</summary>
    public sealed record Tick : HostInput;
}

public sealed record HostStep(IReadOnlyList<IHostEvent> Events, IReadOnlyList<HostEffect> Effects);
