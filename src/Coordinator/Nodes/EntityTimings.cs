using ActorBench.Campaigns.State;
using ActorBench.Campaigns.Synchronisation;

namespace ActorBench.Coordinator.Nodes;

/// <summary>How long entities wait before they say again what was not answered.</summary>
public sealed record EntityTimings
{
    /// <summary>A campaign tells its open grants, and the node wakes its campaigns.</summary>
    public TimeSpan CampaignTellsAgain { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan PairAsksAgain { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan HostLooks { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A pair without a block, a host without agents and the statistics that nobody speaks to leave memory after that.</summary>
    public TimeSpan EntityRests { get; init; } = TimeSpan.FromMinutes(5);

    public RoundTimings Rounds { get; init; } = new();

    /// <summary>A gateway gives an agent up that has said nothing for so long: four pings.</summary>
    public TimeSpan AgentSilence { get; init; } = TimeSpan.FromSeconds(20);

    public HostRules Host { get; init; } = new();

    public RetryRule Retry { get; init; } = RetryRule.Standard;

    /// <summary>For a lab that ends with its coordinator.</summary>
    public static EntityTimings Lab { get; } = new() { Host = HostRules.Lab, Retry = RetryRule.Lab };
}
