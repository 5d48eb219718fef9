using ActorBench.Agents.Wire;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace ActorBench.Agents;

/// <summary>A running agent: its actor system, link and endpoint.</summary>
public sealed class AgentSystem : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AgentSystem(ActorSystem system) => System = system;

    public ActorSystem System { get; }

    /// <summary>Completes with the reason when a coordinator refuses this agent for good.</summary>
    public Task<string> Refused => _refused.Task;

    /// <param name="guests">Props of the actor that starts guests; null where there are none to start.</param>
    public static AgentSystem Start(AgentOptions options, Props? guests = null)
    {
        // A tick of a second: nothing in an agent needs finer timers, and each tick wakes the machine that is measured.
        var config = ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.loggers = ["ActorBench.Agents.StderrLogger, ActorBench.Agents"]
            akka.actor.provider = remote
            akka.scheduler.tick-duration = 1s
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            {{WireConfig.Remote(options.ManagementAddress.ToString(), 0)}}
            {{options.Security.Hocon}}
            akka.remote.untrusted-mode = on
            akka.remote.trusted-selection-paths = ["/user/{{EndpointActor.Name}}", "/user/{{AgentLink.Name}}"]
            {{WireConfig.Hocon}}
            """);
        var agent = new AgentSystem(ActorSystem.Create(
            AgentOptions.SystemName, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. options.Security.Setups])));
        options.Security.Guard(agent.System);
        var guestsRef = guests is null ? ActorRefs.Nobody : agent.System.ActorOf(guests, "guests");
        var endpoint = agent.System.ActorOf(
            Props.Create(() => new EndpointActor(options.Platform, options.DataAddress, options.Cpu, options.DataPort, options.AdvertisedDataAddress, options.Caps)), EndpointActor.Name);
        agent.System.ActorOf(
            Props.Create(() => new AgentLink(options, endpoint, guestsRef, reason => agent._refused.TrySetResult(reason))), AgentLink.Name);
        return agent;
    }

    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(StopBound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
