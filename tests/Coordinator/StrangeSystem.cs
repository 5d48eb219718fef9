using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Agents.Wire;
using Akka.Actor;
using Akka.Actor.Setup;

namespace ActorBench.Coordinator.Tests;

/// <summary>An actor system on 127.0.0.1 that speaks as our nodes do, and is none of them.</summary>
internal static class StrangeSystem
{
    public static ActorSystem Start(TransportSecurity? security = null)
    {
        var config = $"""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.actor.provider = remote
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            {WireConfig.Remote("127.0.0.1", 0)}
            {security?.Hocon}
            {WireConfig.Hocon}
            """;
        return ActorSystem.Create(AgentOptions.SystemName, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. security?.Setups ?? []]));
    }
}
