using ActorBench.Agents;

namespace ActorBench.Coordinator.Nodes;

/// <summary>Which actors of a coordinator others may address by path; to every other path, and to the making of actors, it is deaf.</summary>
/// <remarks>
/// Agents need the gateway alone. The rest is what members of the cluster say to each other by path: Akka knows no rule that holds for
/// members only. Messages that end or watch actors are dropped from anyone.
/// </remarks>
internal static class TrustedPaths
{
    public static IReadOnlyList<string> All { get; } =
    [
        AgentOptions.GatewayPath,
        "/system/cluster/core/daemon",
        "/system/cluster/heartbeatReceiver",
        $"/system/sharding/{EntityIds.Role}Replicator",
        .. EntityIds.AllShards.SelectMany(type => (string[])
            [$"/system/sharding/{type}", $"/system/sharding/{type}Coordinator", $"/system/sharding/{type}Coordinator/singleton/coordinator"]),
    ];

    public static string Hocon { get; } = $$"""
        akka.remote.untrusted-mode = on
        akka.remote.trusted-selection-paths = [{{string.Join(", ", All.Select(path => $"\"{path}\""))}}]
        """;
}
