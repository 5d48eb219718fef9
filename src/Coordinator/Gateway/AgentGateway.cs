using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Hosts;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;

namespace ActorBench.Coordinator.Gateway;

/// <summary>The one door for agents: takes registrations and hands what they say to the entity that it is addressed to.</summary>
public sealed class AgentGateway : ReceiveActor, IWithTimers
{
    /// <summary>Names of hosts that nobody has registered under and whose agents were turned away: so many are noted, as anyone can make up more.</summary>
    private const int MostStrangers = 50;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EntityServices _services;
    private readonly JoinDesk? _desk;
    private readonly Dictionary<string, Agent> _agents = [];
    private readonly Dictionary<Address, int> _agentsAt = [];
    private readonly HashSet<string> _strangers = [];
    private readonly LineLimit _lines = new();
    private readonly string _node = Cluster.Get(Context.System).SelfAddress.ToString();

    /// <param name="secret">What agents must prove to know; null takes every agent of this build.</param>
    public AgentGateway(EntityServices services, JoinSecret? secret = null)
    {
        _services = services;
        _desk = secret is null ? null : new JoinDesk(secret, services.Time);
        Receive<Register>(OnRegister);
        Receive<JoinProof>(OnProof);
        Receive<Ping>(OnPing);
        Receive<Goodbye>(m => Lose(m.Incarnation, onPurpose: true));
        Receive<Probed>(IsFromAgent, m => _services.Entities.Hosts.Tell(new HostCommands.CanaryEnded(m.Host, m.Number, m.Failure), ActorRefs.NoSender));
        Receive<Fenced>(IsFromAgent, m => _services.Entities.Hosts.Tell(new HostCommands.FenceHeard(m.Host, m.Platform, m.Incarnation, m.Epoch), ActorRefs.NoSender));
        Receive<EndpointReplies.IEndpointReply>(IsFromAgent, m => _services.Entities.Pairs.Forward(m));
        Receive<GuestStarting>(IsFromAgent, m => _services.Entities.Hosts.Tell(
            new HostCommands.GuestStarting(m.Host, m.Platform, m.Bound), ActorRefs.NoSender));
        Receive<GuestFailed>(IsFromAgent, m => _services.Entities.Hosts.Tell(
            new HostCommands.GuestFailed(m.Host, m.Platform, m.Reason, m.Unsupported), ActorRefs.NoSender));
        Receive<GuestPaused>(m => IsFromHost(m.Host), OnPaused);
        Receive<GuestEnded>(m => IsFromHost(m.Host), OnEnded);
        Receive<DisassociatedEvent>(m => LoseAddress(m.RemoteAddress));
        Receive<LookForSilence>(_ => LoseSilent());
        Receive<Announce>(m => TellHost(_agents.Values.Where(a => a.Registration.Host == m.Host)));
        // An agent that this node does not know yet, or no more, registers, and says again what matters.
        ReceiveAny(_ => Refusals.Count(Refusal.Unregistered));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        // A connection that breaks says sooner than any ping that a process died.
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Timers.StartPeriodicTimer("silence", new LookForSilence(), _services.Timings.AgentSilence / 4);
    }

    private void OnRegister(Register register)
    {
        if (BuildIdentity.WhyNot(register) is { } reason)
        {
            Refusals.Count(Refusal.Build);
            Warn(reason);
            Sender.Tell(new RegistrationRefused(reason));
            NoteTurnedAway(register, reason);
            return;
        }

        if (_desk is null) Take(register);
        else Challenge(register, _desk);
    }

    private void NoteTurnedAway(Register register, string reason)
    {
        var known = _agents.Values.Any(agent => agent.Registration.Host == register.Host) || _strangers.Contains(register.Host);
        if (!known && (_strangers.Count >= MostStrangers || !_strangers.Add(register.Host))) return;
        var from = Sender.Path.Address;
        _services.Entities.Hosts.Tell(
            new HostCommands.RegistrationTurnedAway(register.Host, register.Platform, $"{from.Host}:{from.Port}", reason), ActorRefs.NoSender);
    }

    /// <summary>Whoever has registered has shown its build, and where one is asked for its secret; the transport says the sender's address.</summary>
    private bool IsFromAgent<T>(T message) => _agentsAt.ContainsKey(Sender.Path.Address);

    private bool IsFromHost(string host) => _agents.Values.Any(
        agent => agent.Address == Sender.Path.Address && agent.Registration.Role == AgentRole.Host && agent.Registration.Host == host);

    private void Challenge(Register register, JoinDesk desk)
    {
        if (register.Nonce is null)
        {
            Refusals.Count(Refusal.JoinSecret);
            Warn($"An agent at {From} has no join secret.");
            Sender.Tell(new RegistrationRefused("The coordinator asks for a join secret; give this agent the same one with --join-secret-file."));
        }
        else if (desk.Challenge(register, From) is { } challenge) Sender.Tell(challenge, Self);
    }

    private void OnProof(JoinProof proof)
    {
        if (_desk is null || _desk.IsBarred(From)) return;
        if (_desk.TryTake(proof, From, out var register))
        {
            Take(register);
            return;
        }

        if (_desk.WasTaken(proof)) return;
        Refusals.Count(Refusal.JoinSecret);
        Warn($"An agent at {From} gave a wrong proof of the join secret{(_desk.IsBarred(From) ? "; it is not listened to for a minute" : "")}.");
        Sender.Tell(new RegistrationRefused("The proof of the join secret is wrong; the coordinator's --join-secret-file holds another one."));
    }

    /// <summary>Where the message at hand comes from.</summary>
    private string From => Sender.Path.Address.Host ?? "this process";

    /// <summary>Of what a stranger can cause as often as he likes.</summary>
    private void Warn(string line)
    {
        if (_lines.MayWrite(_services.Time.GetUtcNow().UtcDateTime, ref line)) _log.Warning("{0}", line);
    }

    private void Take(Register register)
    {
        var address = Sender.Path.Address;
        var endpoint = new EndpointAddress(
            register.Host,
            register.Platform,
            register.Incarnation,
            $"{address}/user/{EndpointActor.Name}",
            register.DataAddress,
            register.BootId);
        var agent = new Agent(
            new HostCommands.AgentRegistered(register.Host, register.Role, endpoint, $"{address}/user/{AgentLink.Name}", register.Facts, _node),
            address,
            _services.Time.GetTimestamp());
        if (_agents.Remove(register.Incarnation, out var before)) Leave(before.Address);
        _agents[register.Incarnation] = agent;
        _agentsAt[address] = _agentsAt.GetValueOrDefault(address) + 1;
        ShowAgents();
        TellHost([agent]);
    }

    private void TellHost(IEnumerable<Agent> agents)
    {
        foreach (var agent in agents) _services.Entities.Hosts.Tell(agent.Registration, ActorRefs.NoSender);
    }

    private void OnPing(Ping ping)
    {
        var known = _agents.TryGetValue(ping.Incarnation, out var agent);
        if (known)
        {
            _agents[ping.Incarnation] = agent! with { LastSeen = _services.Time.GetTimestamp(), Rests = false };
            // Also to a host entity that came back on another node, which no gateway heard of.
            TellHost([agent]);
        }

        Sender.Tell(new Pong(known));
    }

    private void OnPaused(GuestPaused paused)
    {
        foreach (var guest in GuestsOf(paused.Host).Where(guest => guest.Platform == paused.Platform))
            _agents[guest.Incarnation] = _agents[guest.Incarnation] with { Rests = true };
        _services.Entities.Hosts.Tell(new HostCommands.GuestPaused(paused.Host, paused.Platform), ActorRefs.NoSender);
    }

    private void OnEnded(GuestEnded ended)
    {
        foreach (var guest in GuestsOf(ended.Host).Where(guest => guest.Platform == ended.Platform)) Lose(guest.Incarnation);
        // Of the guest that registered with another gateway, this one knows nothing.
        _services.Entities.Hosts.Tell(new HostCommands.GuestEnded(ended.Host, ended.Platform), ActorRefs.NoSender);
    }

    private EndpointAddress[] GuestsOf(string host) =>
        [.. _agents.Values.Select(agent => agent.Registration).Where(one => one.Role == AgentRole.Guest && one.Host == host).Select(one => one.Endpoint)];

    private void LoseAddress(Address address)
    {
        foreach (var incarnation in _agents.Where(a => a.Value.Address == address && !a.Value.Rests).Select(a => a.Key).ToArray()) Lose(incarnation);
    }

    private void LoseSilent()
    {
        foreach (var incarnation in _agents.Where(a => IsSilent(a.Value)).Select(a => a.Key).ToArray())
            Lose(incarnation);
    }

    private bool IsSilent(Agent agent) => !agent.Rests && _services.Time.GetElapsedTime(agent.LastSeen) > _services.Timings.AgentSilence;

    private void Lose(string incarnation, bool onPurpose = false)
    {
        if (!_agents.Remove(incarnation, out var agent)) return;
        Leave(agent.Address);
        ShowAgents();
        _services.Entities.Hosts.Tell(new HostCommands.AgentLost(agent.Registration.Host, incarnation, _node, onPurpose), ActorRefs.NoSender);
        if (agent.Registration.Role != AgentRole.Host) return;
        // Nobody is left to let those go on that rest, nor to tell of their end.
        foreach (var guest in GuestsOf(agent.Registration.Host).Where(guest => _agents[guest.Incarnation].Rests)) Lose(guest.Incarnation);
    }

    private void Leave(Address address)
    {
        if (--_agentsAt[address] == 0) _agentsAt.Remove(address);
    }

    private void ShowAgents()
    {
        var hosts = _agents.Values.Count(a => a.Registration.Role == AgentRole.Host);
        _services.Telemetry.ShowAgents(hosts, _agents.Count - hosts);
    }

    /// <param name="LastSeen">Time stamp of the monotonic clock.</param>
    /// <param name="Rests">A guest that its host node has frozen: that it is silent, and that its connection breaks of it, says nothing until it is heard again.</param>
    private sealed record Agent(HostCommands.AgentRegistered Registration, Address Address, long LastSeen, bool Rests = false);

    private sealed record LookForSilence;
}
