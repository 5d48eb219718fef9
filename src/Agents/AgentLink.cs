using System.Diagnostics;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace ActorBench.Agents;

/// <summary>Keeps an agent known to a coordinator: registers until acknowledged, pings, and registers again when forgotten.</summary>
public sealed class AgentLink : ReceiveActor, IWithTimers
{
    /// <summary>Name of the actor; coordinators derive its path from the agent's address.</summary>
    public const string Name = "link";

    private static readonly TimeSpan RegisterEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    /// <summary>Pings without an answer before another coordinator is tried.</summary>
    private const int PatientPings = 4;

    /// <summary>Registrations without an answer, to every coordinator, before that is said: once for each time that it comes to so many.</summary>
    private const int PatientRounds = 5;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly AgentOptions _options;
    private readonly IActorRef _endpoint;
    private readonly IActorRef _guests;
    private readonly Action<string> _refused;
    private readonly Action _taken;
    private readonly PingTurns _pings = new(PingEvery, PatientPings);
    private readonly string _incarnation = Guid.NewGuid().ToString("N");
    private Register? _registering;
    private bool _proven;
    private bool _onceProven;
    private int _coordinator = -1;
    private int _asked;
    private string _why = "";

    /// <param name="guests">Starts guests on a host; nobody where there are none to start.</param>
    /// <param name="refused">Called with the sentence when a coordinator will never take this agent.</param>
    /// <param name="taken">Called each time that a coordinator has taken it.</param>
    public AgentLink(AgentOptions options, IActorRef endpoint, IActorRef guests, Action<string> refused, Action taken)
    {
        _options = options;
        _endpoint = endpoint;
        _guests = guests;
        _refused = refused;
        _taken = taken;
        Receive<RegisterNow>(_ => SendRegister());
        Receive<JoinChallenge>(OnChallenge);
        Receive<Registered>(_ => OnRegistered());
        Receive<RegistrationRefused>(m => _refused(m.Reason));
        Receive<PingNow>(_ => OnPing());
        Receive<Pong>(OnPong);
        Receive<DisassociatedEvent>(m => OnDisassociated(m.RemoteAddress));
        Receive<AssociationErrorEvent>(m => _why = $" ({m.Cause.GetBaseException().Message.Split('\n')[0].TrimEnd('.')})");
        Receive<StartGuest>(_guests.Forward);
        Receive<RestGuests>(_guests.Forward);
        Receive<ResumeGuest>(_guests.Forward);
        Receive<GuestPaused>(m => Gateway().Tell(m));
        Receive<GuestEnded>(m => Gateway().Tell(m));
        Receive<GuestStarting>(m => Gateway().Tell(m));
        Receive<GuestFailed>(m => Gateway().Tell(m));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
        StartRegistering();
    }

    protected override void PostStop()
    {
        if (_coordinator >= 0) Gateway().Tell(new Goodbye(_incarnation));
    }

    private void StartRegistering()
    {
        (_registering, _proven) = (null, false);
        Timers.CancelAll();
        Timers.StartPeriodicTimer("register", RegisterNow.Instance, TimeSpan.Zero, RegisterEvery);
        Self.Tell(RegisterNow.Instance);
    }

    private void SendRegister()
    {
        if (++_asked == (PatientRounds * _options.Coordinators.Count) + 1)
            _log.Warning("No coordinator answers at {0}{1}{2}; asking on, every second.", string.Join(", ", _options.Coordinators), _why, Unsecured);
        _coordinator = (_coordinator + 1) % _options.Coordinators.Count;
        // Before the acknowledgement: an order may overtake it, and its answer must not be lost.
        _endpoint.Tell(new EndpointActor.UseGateway(Gateway()));
        _registering = new Register(
            Register.CurrentProtocolVersion,
            BuildIdentity.Current,
            _incarnation,
            _options.Role,
            _options.Host,
            _options.Platform,
            _options.DataAddress.ToString(),
            Measurement.MachineFacts.BootId,
            new Dictionary<string, string>(_options.Facts),
            _options.Security.Secret is null ? null : _registering?.Nonce ?? JoinHandshake.NewNonce());
        Gateway().Tell(_registering);
    }

    private void OnChallenge(JoinChallenge challenge)
    {
        if (_options.Security.Secret is not { } secret)
        {
            _refused("The coordinator asks for a join secret; give this agent the same one with --join-secret-file.");
            return;
        }

        if (_registering is not { } mine || !JoinHandshake.Same(JoinHandshake.OfCoordinator(secret, mine, challenge.Nonce), challenge.Proof))
        {
            _refused($"Coordinator {_options.Coordinators[_coordinator]} does not know this agent's join secret; both must be given the same.");
            return;
        }

        (_proven, _onceProven) = (true, true);
        Sender.Tell(new JoinProof(_incarnation, JoinHandshake.OfAgent(secret, mine, challenge.Nonce)));
    }

    private void OnRegistered()
    {
        if (_options.Security.Secret is not null && !_proven)
        {
            var reason = $"Coordinator {_options.Coordinators[_coordinator]} asks for no join secret, and this agent has one";
            // A late word of a coordinator that had proven itself to this agent is no reason to end.
            if (_onceProven) _why = $" ({reason})";
            else _refused($"{reason}: give it to the coordinator with --join-secret-file.");
            return;
        }

        if (_asked > PatientRounds * _options.Coordinators.Count) _log.Warning("Coordinator {0} has taken this agent.", _options.Coordinators[_coordinator]);
        _asked = 0;
        _pings.Answered();
        _taken();
        Timers.CancelAll();
        Timers.StartPeriodicTimer("ping", PingNow.Instance, PingEvery);
    }

    private void OnPing()
    {
        var turn = _pings.Next(Stopwatch.GetElapsedTime(0));
        if (turn == PingTurn.None) return;
        if (turn == PingTurn.GiveUp)
        {
            _log.Warning("Coordinator {0} has not answered {1} pings; registering anew.", _options.Coordinators[_coordinator], PatientPings);
            StartRegistering();
            return;
        }

        // Also to an endpoint that was started anew by its own fault and has forgotten it.
        _endpoint.Tell(new EndpointActor.UseGateway(Gateway()));
        Gateway().Tell(new Ping(_incarnation));
    }

    /// <summary>A connection that breaks says sooner than any ping that a coordinator died.</summary>
    private void OnDisassociated(Address remote)
    {
        if (_coordinator >= 0 && $"{remote.Host}:{remote.Port}" == _options.Coordinators[_coordinator]) StartRegistering();
    }

    private void OnPong(Pong pong)
    {
        _pings.Answered();
        if (!pong.Known) StartRegistering();
    }

    private string Unsecured => _options.Security.Protection == Protection.Tls ? "" : ", or it asks for a certificate and this agent shows none (--tls-certificate)";

    private ActorSelection Gateway() => Context.ActorSelection(
        $"{_options.Security.Protocol}://{AgentOptions.SystemName}@{_options.Coordinators[Math.Max(_coordinator, 0)]}{AgentOptions.GatewayPath}");

    private sealed class RegisterNow : INotInfluenceReceiveTimeout
    {
        public static readonly RegisterNow Instance = new();
    }

    private sealed class PingNow
    {
        public static readonly PingNow Instance = new();
    }
}
