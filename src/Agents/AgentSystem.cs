using ActorBench.Agents.Spool;
using ActorBench.Agents.Wire;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace ActorBench.Agents;

/// <summary>A running agent: its actor system, link and endpoint.</summary>
public sealed class AgentSystem : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly HeldResults _held;

    private AgentSystem(ActorSystem system, HeldResults held) => (System, _held) = (system, held);

    public ActorSystem System { get; }

    /// <summary>Completes with the reason when a coordinator refuses this agent for good.</summary>
    public Task<string> Refused => _refused.Task;

    /// <summary>Completes when a coordinator has taken this agent for the first time.</summary>
    public Task Registered => _taken.Task;

    /// <param name="guests">Props of the actor that starts guests; null where there are none to start.</param>
    /// <exception cref="SpoolException">The spool that the options ask for can't be had.</exception>
    public static AgentSystem Start(AgentOptions options, Props? guests = null)
    {
        var (disk, notes) = options.Spool?.Open(options.Host, options.Platform) ?? (null, []);
        var held = new HeldResults(disk);
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
            AgentOptions.SystemName, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. options.Security.Setups])), held);
        held.Say = line => agent.System.Log.Warning("{0}", line);
        foreach (var note in notes) held.Say(note);
        if (held.Count > 0) agent.System.Log.Warning("{0} results from before this start are offered again.", held.Count);
        options.Security.Guard(agent.System);
        var guestsRef = guests is null ? ActorRefs.Nobody : agent.System.ActorOf(guests, "guests");
        var endpoint = agent.System.ActorOf(
            Props.Create(() => new EndpointActor(options.Platform, options.DataAddress, options.Cpu, options.DataPort, options.AdvertisedDataAddress, options.Caps, held, options.GuestFacts)), EndpointActor.Name);
        agent.System.ActorOf(
            Props.Create(() => new AgentLink(options, endpoint, guestsRef, reason => agent.Refuse(reason), () => agent._taken.TrySetResult())), AgentLink.Name);
        return agent;
    }

    private void Refuse(string reason)
    {
        // The sentence is what there is to say; what its connections say of their end is not.
        System.EventStream.SetLogLevel(LogLevel.ErrorLevel);
        _refused.TrySetResult(reason);
    }

    public async ValueTask DisposeAsync()
    {
        await System.Terminate().WaitAsync(StopBound).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _held.Dispose();
    }
}
