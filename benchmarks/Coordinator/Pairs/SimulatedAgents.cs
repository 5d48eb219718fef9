using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Agents.Wire;
using Akka.Actor;
using Akka.Configuration;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>Stands for many host nodes: one actor system, one connection, a registration a host. Only the exchanges are not made.</summary>
internal sealed class SimulatedAgents : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system;
    private readonly IActorRef _link;

    public SimulatedAgents(int coordinatorPort, IReadOnlyList<string> hosts)
    {
        _system = ActorSystem.Create(AgentOptions.SystemName, ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.loggers = ["ActorBench.Agents.StderrLogger, ActorBench.Agents"]
            akka.actor.provider = remote
            {{WireConfig.Remote("127.0.0.1", 0)}}
            {{TransportSecurity.OfThisMachine.Hocon}}
            {{WireConfig.Hocon}}
            """));
        var gateway = _system.ActorSelection($"{TransportSecurity.OfThisMachine.Protocol}://{AgentOptions.SystemName}@127.0.0.1:{coordinatorPort}{AgentOptions.GatewayPath}");
        _system.ActorOf(Props.Create(() => new SimulatedEndpoint(gateway)), EndpointActor.Name);
        _link = _system.ActorOf(Props.Create(() => new SimulatedLink(gateway, hosts)), AgentLink.Name);
    }

    /// <summary>Returns when every host is acknowledged.</summary>
    public void AwaitRegistered() =>
        Subject.Until(() => _link.Ask<int>(SimulatedLink.HowManyMissing, Bound).Result == 0, "all hosts registered", Bound);

    public void Dispose() => _system.Terminate().Wait(Bound);
}
