using ActorBench.Coordinator.Nodes;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>All that an operator may ask of a coordinator.</summary>
public static class OperatorPalettes
{
    /// <param name="lab">Facts of every campaign that is submitted here.</param>
    public static IReadOnlyList<CommandPalette> Of(ActorSystem system, EntityServices services, IReadOnlyDictionary<string, string>? lab = null)
    {
        var campaigns = new LiveCampaigns(services);
        return
        [
            new(
                "campaign",
                "Campaigns: what runs, what it says, and orders to it.",
                [.. CampaignQueryCommands.Of(campaigns), .. CampaignOrderCommands.Of(services, campaigns, lab ?? new Dictionary<string, string> { ["kind"] = "cluster" })]),
            HostPalette.Of(services),
            new("pair", "Pairs of hosts that measure together.", PairQueryCommands.Of(campaigns)),
            new("cluster", "The coordinators as members of one cluster.", ClusterCommands.Of(system)),
            new("cluster-sharding", "Where the entities of the cluster live.", ShardingCommands.Of(system)),
            new("actor", "The actors of this coordinator.", ActorCommands.Of(system)),
            new("log", "What this coordinator logs.", LogCommands.Of(system)),
        ];
    }
}
