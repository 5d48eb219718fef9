using ActorBench.Agents;
using ActorBench.Journal;
using Akka.Actor;

namespace ActorBench.Coordinator.Nodes;

/// <summary>How a standing coordinator finds the others, and how it decides who goes on when they lose sight of each other.</summary>
/// <param name="SeedNodes"><c>host:port</c> of the coordinators, the same list on each; empty for one alone.</param>
public sealed record MemberSettings(IReadOnlyList<string> SeedNodes)
{
    public static MemberSettings Alone { get; } = new([]);

    /// <summary>A majority of the seeds: a node that sees fewer is an island and never becomes Up.</summary>
    private int FewestMembers => (SeedNodes.Count / 2) + 1;

    public IEnumerable<Address> Seeds(string protocol) => SeedNodes.Select(seed => Address.Parse($"{protocol}://{AgentOptions.SystemName}@{seed}"));

    /// <summary>HOCON on top of what every coordinator has.</summary>
    /// <remarks>
    /// A dead member is found out after about 8 s, decided on 5 s later, and its shards start elsewhere 5 s after that. Heartbeats share a machine
    /// that may be busy and perhaps a link with the exchanges themselves, whose queue holds them back: hence the pause of 6 s.
    /// </remarks>
    public string Hocon(StoreAddress store) => $$"""
        akka.cluster {
          min-nr-of-members = {{FewestMembers}}
          seed-node-timeout = 20s
          retry-unsuccessful-join-after = 1s
          shutdown-after-unsuccessful-join-seed-nodes = 60s
          failure-detector.acceptable-heartbeat-pause = 6s
          downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
          split-brain-resolver {
            active-strategy = {{(store is StoreAddress.PostgresDatabase ? "lease-majority" : "keep-majority")}}
            stable-after = 5s
            lease-majority {
              lease-implementation = "{{PostgresLease.ConfigPath}}"
              acquire-lease-delay-for-minority = 2s
            }
          }
          sharding {
            handoff-timeout = 20s
            distributed-data {
              gossip-interval = 500ms
              # As it comes, five: with three members every write would need them all, also the one that has just died.
              majority-min-cap = 2
            }
          }
          run-coordinated-shutdown-when-down = on
        }
        {{PostgresLease.ConfigPath}} {
          lease-class = "{{typeof(PostgresLease).FullName}}, {{typeof(PostgresLease).Assembly.GetName().Name}}"
          # A holder that dies must have lost it before its death is decided on, or the others would end, too.
          heartbeat-timeout = 6s
          heartbeat-interval = 2s
          lease-operation-timeout = 5s
        }
        akka.coordinated-shutdown.phases {
          cluster-sharding-shutdown-region.timeout = 4s
          cluster-leave.timeout = 3s
          cluster-exiting.timeout = 3s
          actor-system-terminate.timeout = 3s
        }
        """;
}
