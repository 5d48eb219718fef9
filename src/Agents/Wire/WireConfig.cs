using ActorBench.Messages.Agents;

namespace ActorBench.Agents.Wire;

/// <summary>Settings that every node shares: who serializes what, and that nothing else is.</summary>
public static class WireConfig
{
    /// <summary>HOCON for agents and coordinators.</summary>
    public static string Hocon { get; } = $$"""
        akka.actor.serialization-settings.allow-unregistered-types = off
        akka.actor.serializers {
          actorbench-wire = "{{Name(typeof(WireSerializer))}}"
          actorbench-registration = "{{Name(typeof(RegistrationSerializer))}}"
        }
        akka.actor.serialization-bindings {
          "{{Name(typeof(Register))}}" = actorbench-registration
          "{{Name(typeof(RegistrationRefused))}}" = actorbench-registration
          "{{Name(typeof(JoinChallenge))}}" = actorbench-registration
          "{{Name(typeof(JoinProof))}}" = actorbench-registration
        {{string.Join('\n', WireTypes.Messages.Select(t => $"  \"{Name(t)}\" = actorbench-wire"))}}
        }
        """;

    /// <summary>The longest message that an agent takes or sends, in bytes.</summary>
    public const int AgentFrame = 128_000;

    /// <summary>The longest message between coordinators, in bytes. What grows with a campaign is held below it where the campaign is submitted, or where it is sent.</summary>
    public const int CoordinatorFrame = 4 * 1024 * 1024;

    /// <summary>HOCON of an address that others reach this node under; port 0 lets the kernel choose.</summary>
    /// <param name="publicName">What others call it, where that is not the address that it listens on.</param>
    public static string Remote(string address, int port, string? publicName = null, int frame = AgentFrame) => $$"""
        akka.remote.dot-netty.tcp {
          hostname = "{{address}}"
          public-hostname = "{{publicName ?? address}}"
          port = {{port}}
          batching.enabled = off
          maximum-frame-size = {{frame}}b
          # Also how long a peer may be connected before it has said who it is.
          connection-timeout = 5s
          server-socket-worker-pool.pool-size-max = 1
          server-socket-worker-pool.pool-size-min = 1
          client-socket-worker-pool.pool-size-max = 1
          client-socket-worker-pool.pool-size-min = 1
        }
        akka.remote.retry-gate-closed-for = 1s
        akka.remote.log-remote-lifecycle-events = off
        """;

    private static string Name(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
