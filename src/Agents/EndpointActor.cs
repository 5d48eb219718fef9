using System.Diagnostics;
using System.Net;
using ActorBench.Agents.Security;
using ActorBench.Agents.Spool;
using ActorBench.Measurement;
using ActorBench.Measurement.Environments;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using Akka.Actor;

namespace ActorBench.Agents;

/// <summary>Turns orders into work on the measuring thread and keeps each result until it is told that it is in the journal.</summary>
public sealed class EndpointActor : ReceiveActor, IWithTimers
{
    /// <summary>Name of the actor; coordinators derive its path from the agent's address.</summary>
    public const string Name = "endpoint";

    private static readonly TimeSpan ResendEvery = TimeSpan.FromSeconds(3);

    private readonly string _platform;
    private readonly IPAddress _dataAddress;
    private readonly EndpointListener _listener;
    private readonly MeasuringThread _thread;
    private readonly EndpointWork _work;
    private readonly EnvironmentReader _environments;
    private readonly OwnLease _lease;
    private readonly HeldResults _held;
    private ICanTell _gateway = ActorRefs.Nobody;
    private EndpointCommands.Prepare? _prepared;
    private EnvironmentFingerprint? _environment;
    private (AttemptKey Key, CancellationTokenSource Stop, StartInstant? Start)? _running;
    private EndpointCommands.Fence? _fence;
    private long _epoch;

    /// <param name="dataPort">See <see cref="AgentOptions.DataPort"/>.</param>
    /// <param name="advertised">See <see cref="AgentOptions.AdvertisedDataAddress"/>.</param>
    /// <param name="caps">What no order may ask for; null sets the usual ones.</param>
    /// <param name="told">See <see cref="EnvironmentReader"/>.</param>
    /// <param name="held">Outlives this actor, which does not dispose it; null for one in memory.</param>
    public EndpointActor(
        string platform, IPAddress dataAddress, int? cpu, int dataPort = 0, string? advertised = null, OrderCaps? caps = null, HeldResults? held = null,
        IEnumerable<KeyValuePair<string, string>>? told = null)
    {
        _held = held ?? new HeldResults();
        _platform = platform;
        _dataAddress = dataAddress;
        _listener = new EndpointListener(dataAddress, dataPort, advertised);
        _thread = new MeasuringThread("measuring", cpu);
        _work = new EndpointWork(dataAddress, caps ?? new OrderCaps());
        var self = Self;
        _lease = new OwnLease(() => self.Tell(LeaseOver.Instance));
        _environments = new EnvironmentReader(dataAddress, BuildIdentity.Current, told: told);
        Receive<UseGateway>(m => _gateway = m.Gateway);
        Receive<EndpointCommands.Prepare>(OnPrepare);
        Receive<EndpointCommands.Go>(OnGo);
        Receive<EndpointCommands.Fence>(OnFence);
        Receive<EndpointCommands.StopAttempt>(m => StopRunning(only: m.Key));
        Receive<EndpointCommands.Forget>(OnForget);
        Receive<EndpointCommands.AskHeld>(OnAskHeld);
        Receive<ClockPing>(OnClockPing);
        Receive<EndpointCommands.Probe>(OnProbe);
        Receive<Probed>(m => _gateway.Tell(m, Self));
        Receive<LeaseOver>(OnLeaseOver);
        Receive<Finished>(OnFinished);
        Receive<Resend>(_ => OfferHeld());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        if (_held.Count > 0) OfferAgainAndAgain();
    }

    protected override void PostStop()
    {
        StopRunning();
        _lease.Dispose();
        _listener.Dispose();
        // Behind the last trial, which reads through it to its end.
        _ = _thread.Run(() =>
        {
            _work.Dispose();
            return true;
        });
        _thread.Dispose();
    }

    private void OnPrepare(EndpointCommands.Prepare order)
    {
        if ((order.Epoch < _epoch ? Stale(order.Epoch) : _held.WhyNoBlock()) is { } refused)
        {
            Reply(null, refused);
            return;
        }

        if (_prepared is not null && order with { Lease = null } == _prepared)
        {
            _lease.HoldFor(order.Lease);
            // Asked again: whoever asks may know the listener's address already.
            Reply(_listener.ReachedUnder, null);
            return;
        }

        StopRunning();
        _epoch = order.Epoch;
        _listener.Close();
        _prepared = null;
        // Once a block: some milliseconds, while no trial of this endpoint runs.
        _environment = _environments.Read();
        _lease.HoldFor(order.Lease);
        try
        {
            if (order.Role == EndpointRole.Responder) _listener.Open(order.Sockets);
            _prepared = order with { Lease = null };
            Reply(_listener.ReachedUnder, null);
        }
        catch (TrialFailedException e)
        {
            Reply(null, e.Failure);
        }

        void Reply(string? address, TrialFailure? failure) => Send(new EndpointReplies.Prepared(
            order.Campaign, order.Pair, order.Block, order.Epoch, order.Role, _platform, address, failure, _environment, OwnLease.NowNs));
    }

    /// <summary>On Linux a time stamp is CLOCK_MONOTONIC, which the measuring thread reads, too.</summary>
    private void OnClockPing(ClockPing ping)
    {
        var received = Stopwatch.GetTimestamp();
        Sender.Tell(new ClockPong(ping, received, Stopwatch.GetTimestamp()), Self);
    }

    private void OnGo(EndpointCommands.Go order)
    {
        if (_running is { } same && same.Key == order.Key)
        {
            _lease.HoldUntil(order.LeaseEndsNs);
            if (order.StartAtNs is { } instead) same.Start?.PutOff(instead);
            return;
        }

        if (_held.TryGet(order.Key, out var held))
        {
            Send(held);
            return;
        }

        var epoch = order.HostEpoch == 0 ? order.Key.Epoch : order.HostEpoch;
        if (WhyNot(order, epoch) is { } refused)
        {
            Send(EndpointWork.Done(order, null, refused));
            return;
        }

        var start = order.StartAtNs is { } at ? new StartInstant(at) : null;
        if (order.Role == EndpointRole.Initiator && start?.CanBeKept(order.Settings.DrainNs + order.Settings.WarmupNs) == false)
        {
            Send(new EndpointReplies.TooLate(order.Key, order.Role, start.AtNs));
            return;
        }

        StopRunning();
        _epoch = epoch;
        _lease.HoldUntil(order.LeaseEndsNs);
        var stop = new CancellationTokenSource();
        _lease.Guard(stop);
        _running = (order.Key, stop, start);
        var (listener, hears, environment) = (_listener.Current, _listener.Hears(order), _environment?.Hash);
        _thread.Run(() => _work.Run(order, start, listener, hears, environment, stop.Token))
            .PipeTo(Self, success: report => new Finished(order, report, null), failure: e => new Finished(order, null, Failure(e)));
    }

    private TrialFailure? WhyNot(EndpointCommands.Go order, long epoch)
    {
        if (epoch < _epoch) return Stale(epoch);
        // It lay in a buffer while this process, or the way to it, stood still.
        if (order.LeaseEndsNs <= OwnLease.NowNs) return new(FailureKind.LeaseEnded, "The order came when its lease had ended.");
        return _held.WhyNoTrial();
    }

    private void OnFinished(Finished finished)
    {
        var key = finished.Order.Key;
        if (_running?.Key == key)
        {
            _lease.Unguard();
            _running.Value.Stop.Dispose();
            _running = null;
            SayFenced();
        }

        var failure = finished.Failure is { Kind: FailureKind.Stopped } && _lease.IsOver
            ? new(FailureKind.LeaseEnded, "The endpoint stopped by itself: its lease ended inside the attempt.")
            : finished.Failure;
        var done = EndpointWork.Done(finished.Order, finished.Report, failure);
        _held.Add(done);
        OfferAgainAndAgain();
        Send(done);
    }

    private void OnForget(EndpointCommands.Forget order)
    {
        _held.Forget(order.Key);
        if (_held.Count == 0) Timers.Cancel(Resend.Instance);
    }

    private void OnAskHeld(EndpointCommands.AskHeld ask)
    {
        if (_held.TryGet(ask.Key, out var held)) Send(held);
        else if (_running?.Key != ask.Key) Send(new EndpointReplies.NotHeld(ask.Key, ask.Role));
    }

    private void OnProbe(EndpointCommands.Probe order)
    {
        if (_running is { } running)
        {
            _gateway.Tell(new Probed(order.Host, order.Number, $"The endpoint is at work on {running.Key}."), Self);
            return;
        }

        _thread.Run(() => CanaryTrial.Run(_dataAddress)).PipeTo(
            Self,
            success: failure => new Probed(order.Host, order.Number, failure),
            failure: e => new Probed(order.Host, order.Number, Failure(e).Reason));
    }

    private void OnFence(EndpointCommands.Fence order)
    {
        if (order.Epoch > _epoch)
        {
            _epoch = order.Epoch;
            EndAll();
        }

        _fence = order;
        SayFenced();
    }

    /// <summary>What was told to end may take a moment; what runs by an order of now is none of the fence's.</summary>
    private void SayFenced()
    {
        if (_fence is not { } fence || _running is { Stop.IsCancellationRequested: true }) return;
        _fence = null;
        _gateway.Tell(new Fenced(fence.Host, fence.Platform, fence.Incarnation, fence.Epoch), Self);
    }

    /// <summary>Whoever gave the orders may be gone, and the host another's.</summary>
    private void OnLeaseOver(LeaseOver over)
    {
        if (_lease.IsOver) EndAll();
    }

    private void EndAll()
    {
        StopRunning();
        _listener.Close();
        _prepared = null;
    }

    private void OfferAgainAndAgain() => Timers.StartPeriodicTimer(Resend.Instance, Resend.Instance, ResendEvery);

    private void OfferHeld()
    {
        foreach (var held in _held.OldestFirst) Send(held);
    }

    private void StopRunning(AttemptKey? only = null)
    {
        if (_running is { } running && (only is null || only == running.Key)) running.Stop.Cancel();
    }

    private void Send(EndpointReplies.IEndpointReply reply) => _gateway.Tell(reply, Self);

    private TrialFailure Stale(long epoch) =>
        new(FailureKind.Refused, $"The order carries epoch {epoch}, this endpoint has seen {_epoch}.");

    private static TrialFailure Failure(Exception error) => error.GetBaseException() is TrialFailedException known
        ? known.Failure
        : new(FailureKind.Internal, $"{error.GetBaseException().GetType().Name}: {error.GetBaseException().Message}");

    /// <summary>Where replies go from now on.</summary>
    public sealed record UseGateway(ICanTell Gateway) : INoSerializationVerificationNeeded;

    private sealed record Finished(EndpointCommands.Go Order, object? Report, TrialFailure? Failure) : INoSerializationVerificationNeeded;

    private sealed class LeaseOver
    {
        public static readonly LeaseOver Instance = new();
    }

    private sealed class Resend
    {
        public static readonly Resend Instance = new();
    }
}
