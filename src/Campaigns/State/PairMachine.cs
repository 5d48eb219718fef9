using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.State;

public enum PairPhase
{
    Idle,
    Leasing,
    RaisingPlatforms,
    AskingForHeldResult,
    Preparing,
    Running,
}

/// <summary>The rules of a pair: what to record and whom to tell, for every message that reaches it.</summary>
/// <remarks>
/// The journal's part is <see cref="State"/>; all else is gone after a crash and is found out again.
/// A step's events count as recorded at once; whoever can't record them must drop the whole machine.
/// </remarks>
/// <param name="newToken">16 bytes that the data connection of one attempt begins with.</param>
public sealed class PairMachine(PairState state, Func<byte[]> newToken)
{
    /// <summary>A trial that was open at so many crashes in a row is not tried again.</summary>
    public const int PoisonCrashes = 3;

    private static readonly TimeSpan PrepareBound = TimeSpan.FromSeconds(15);

    /// <summary>On top of an attempt's own deadline, for messages under way.</summary>
    private static readonly TimeSpan DeadlineSlack = TimeSpan.FromSeconds(5);

    private readonly BlockEndpoints _endpoints = new(state.Pair);
    private readonly List<IPairEvent> _events = [];
    private readonly List<PairEffect> _effects = [];
    private readonly Dictionary<string, long> _leases = [];
    private PairCommands.RunBlock? _grant;
    private OpenAttempt? _open;
    private bool _blockStartedHere;
    // Random from the start: after a crash the host must not take the first request for a repeated one and give the old epoch.
    private long _request = BitConverter.ToInt64(newToken());
    private DateTimeOffset _now;
    private DateTimeOffset _phaseSince;

    public PairState State { get; private set; } = state;

    public PairPhase Phase { get; private set; }

    private PairId Pair => State.Pair;

    /// <summary>Leases are taken in name order, so that two pairs with the same hosts never wait for each other.</summary>
    private string[] HostsInOrder => [.. new[] { Pair.Initiator, Pair.Responder }.Order(StringComparer.Ordinal)];

    public PairStep Handle(object input, DateTimeOffset now)
    {
        _now = now;
        _events.Clear();
        _effects.Clear();
        switch (input)
        {
            case PairCommands.RunBlock m: OnGrant(m); break;
            case PairCommands.StopBlock m: OnStop(m.Reason); break;
            case HostReplies.LeaseTaken m: OnLease(m); break;
            case HostReplies.PlatformsReady m: OnPlatforms(m); break;
            case HostReplies.EndpointLost m: OnEndpointLost(m); break;
            case EndpointReplies.Prepared m: OnPrepared(m); break;
            case EndpointReplies.InitiatorDone m: OnReply(m, m.Key); break;
            case EndpointReplies.ResponderDone m: OnReply(m, m.Key); break;
            case EndpointReplies.NotHeld m: OnReply(m, m.Key); break;
            case PairInput.DeadlinePassed m when m.Key == _open?.Key: OnDeadline(); break;
            case PairInput.Tick: OnTick(); break;
        }

        return new PairStep([.. _events], [.. _effects]);
    }

    private void OnGrant(PairCommands.RunBlock grant)
    {
        if (_grant is not null) return;
        _grant = grant;
        _blockStartedHere = false;
        if (OpenTrial() is null) Complete();
        else TakeLeases();
    }

    private void TakeLeases()
    {
        Enter(PairPhase.Leasing);
        _leases.Clear();
        _request++;
        AskForLease();
    }

    private void AskForLease()
    {
        var host = HostsInOrder.First(h => !_leases.ContainsKey(h));
        Effect(new PairEffect.TellHost(new HostCommands.TakeLease(host, State.Campaign, Pair, _request)));
    }

    private void OnLease(HostReplies.LeaseTaken lease)
    {
        if (Phase == PairPhase.Idle || (Phase == PairPhase.Leasing && lease.Request != _request))
        {
            // Of an earlier block, and not given back because of a crash. Whoever waits for this host may hold the one that is wanted here.
            Effect(new PairEffect.TellHost(new HostCommands.ReleaseLease(lease.Host, State.Campaign, Pair, lease.Epoch)));
            return;
        }

        if (Phase != PairPhase.Leasing) return;
        _leases[lease.Host] = lease.Epoch;
        if (_leases.Count < 2) AskForLease();
        else RaisePlatforms();
    }

    private void RaisePlatforms()
    {
        Enter(PairPhase.RaisingPlatforms);
        _endpoints.Clear();
        AskForPlatforms();
    }

    private void AskForPlatforms()
    {
        var platforms = Platforms();
        foreach (var host in HostsInOrder.Where(h => !_endpoints.Answered(h)))
            Effect(new PairEffect.TellHost(new HostCommands.EnsurePlatforms(host, State.Campaign, Pair, platforms)));
    }

    private string[] Platforms() =>
        [.. _grant!.Trials.Where(t => !State.Settled.ContainsKey(t.Number)).Select(t => t.Cell.Platform).Distinct()];

    private void OnPlatforms(HostReplies.PlatformsReady ready)
    {
        if (Phase != PairPhase.RaisingPlatforms) return;
        // An answer to an earlier question may say nothing of a platform that is wanted now.
        if (!Platforms().All(p => ready.Endpoints.ContainsKey(p) || ready.Missing.ContainsKey(p) || ready.Unsupported.ContainsKey(p))) return;
        _endpoints.Take(ready);
        if (!_endpoints.HostsAnswered) return;
        if (CutOffByCrash() is { } cutOff) AskForHeldResult(cutOff);
        else Prepare();
    }

    /// <summary>The trial that was open when an earlier incarnation of this pair died, if one was.</summary>
    private TrialSpec? CutOffByCrash() =>
        !_blockStartedHere && State.Block == _grant!.Block && !State.Paused
            && OpenTrial() is { } trial && _endpoints.WhyUnsupported(trial.Cell.Platform) is null
            ? trial
            : null;

    private void AskForHeldResult(TrialSpec trial)
    {
        var key = State.NextAttempt(trial.Number);
        var initiator = _endpoints.Find(EndpointRole.Initiator, trial.Cell.Platform);
        var responder = _endpoints.Find(EndpointRole.Responder, trial.Cell.Platform);
        if (initiator is null || responder is null)
        {
            Record(new AttemptFailed(key, trial, Interrupted(), _now));
            Prepare();
            return;
        }

        Enter(PairPhase.AskingForHeldResult);
        _open = new OpenAttempt(key, trial, initiator, responder);
        Effect(new PairEffect.TellEndpoint(initiator, new EndpointCommands.AskHeld(key, EndpointRole.Initiator)));
        Effect(new PairEffect.TellEndpoint(responder, new EndpointCommands.AskHeld(key, EndpointRole.Responder)));
        Effect(new PairEffect.StartDeadline(key, Deadline(trial)));
    }

    private static TrialFailure Interrupted() =>
        new(FailureKind.Interrupted, "The coordinator died while the trial was open and its result is gone.");

    private void Prepare()
    {
        if (!_blockStartedHere)
        {
            Record(new BlockStarted(State.Campaign, Pair, _grant!.Block, _leases[Pair.Initiator], _leases[Pair.Responder], _now));
            _blockStartedHere = true;
        }

        Enter(PairPhase.Preparing);
        foreach (var (role, endpoint) in Platforms().SelectMany(_endpoints.ToPrepare))
        {
            Effect(new PairEffect.TellEndpoint(
                endpoint,
                new EndpointCommands.Prepare(State.Campaign, Pair, _grant!.Block, State.Epoch, role, _grant.Settings.Sockets)));
        }

        if (_endpoints.AllPrepared) NextTrial();
    }

    private void OnPrepared(EndpointReplies.Prepared reply)
    {
        if (Phase != PairPhase.Preparing || reply.Epoch != State.Epoch || reply.Block != _grant!.Block) return;
        _endpoints.Prepared(reply);
        if (_endpoints.AllPrepared) NextTrial();
    }

    private void NextTrial()
    {
        while (OpenTrial() is { } trial)
        {
            if (_endpoints.WhyUnsupported(trial.Cell.Platform) is { } unsupported)
                Record(new TrialUnsupported(State.Campaign, Pair, trial, unsupported, _now));
            else if (WhyQuarantined(trial) is { } reason)
                Record(new TrialQuarantined(State.Campaign, Pair, trial, reason, _now));
            else if (_endpoints.Incomplete)
            {
                RaisePlatforms();
                return;
            }
            else if (_endpoints.WhyMissing(trial.Cell.Platform) is { } missing)
            {
                Record(new AttemptFailed(State.NextAttempt(trial.Number), trial, new(FailureKind.AgentLost, missing), _now));
                RaisePlatforms();
                return;
            }
            else
            {
                Go(trial);
                return;
            }
        }

        Complete();
    }

    private string? WhyQuarantined(TrialSpec trial)
    {
        var failures = State.FailuresOf(trial.Number);
        if (failures.InterruptedInARow >= PoisonCrashes)
            return $"The trial was open at {failures.InterruptedInARow} crashes in a row.";
        return failures.Counted > _grant!.Retries ? $"All {failures.Counted} attempts failed." : null;
    }

    private void Go(TrialSpec trial)
    {
        Enter(PairPhase.Running);
        var platform = trial.Cell.Platform;
        var initiator = _endpoints.Find(EndpointRole.Initiator, platform)!;
        var responder = _endpoints.Find(EndpointRole.Responder, platform)!;
        var key = State.NextAttempt(trial.Number);
        var listener = _endpoints.Listener(platform);
        var token = newToken();
        _open = new OpenAttempt(key, trial, initiator, responder);
        Effect(new PairEffect.TellEndpoint(
            responder, new EndpointCommands.Go(key, EndpointRole.Responder, trial, _grant!.Settings, listener, token)));
        Effect(new PairEffect.TellEndpoint(
            initiator, new EndpointCommands.Go(key, EndpointRole.Initiator, trial, _grant.Settings, listener, token)));
        Effect(new PairEffect.StartDeadline(key, Deadline(trial)));
        Effect(new PairEffect.ShowOpen(new(trial, key.Attempt, _now)));
    }

    private TimeSpan Deadline(TrialSpec trial) => TrialLength.Deadline(trial, _grant!.Settings) + DeadlineSlack;

    private void OnReply(EndpointReplies.IEndpointReply reply, AttemptKey key)
    {
        if (_open is not { } open || open.Key != key)
        {
            if (reply is not EndpointReplies.NotHeld && !MayBeAskedFor(key)) Effect(new PairEffect.TellSender(new EndpointCommands.Forget(key)));
            return;
        }

        open.Take(reply);
        if (open.Failure is { } failure) Fail(failure);
        else if (open.Complete) Accept(open);
    }

    /// <summary>Until the open trial has an outcome its result is wanted, even before this incarnation has got as far as asking for it.</summary>
    private bool MayBeAskedFor(AttemptKey key) => !State.Settled.ContainsKey(key.Trial) && key == State.NextAttempt(key.Trial);

    private void Accept(OpenAttempt open)
    {
        var (result, failure) = TrialJudge.Judge(
            open.Spec, _grant!.Settings, open.InitiatorReport!, open.ResponderReport!, open.Initiator, open.Responder);
        if (result is null)
        {
            Fail(failure!);
            return;
        }

        Record(new TrialRecorded(open.Key, open.Spec, result, _now));
        _open = null;
        if (Phase == PairPhase.AskingForHeldResult) Prepare();
        else NextTrial();
        // After the next order: what an agent still holds harms nothing, what the pair waits for costs time.
        TellBoth(open, new EndpointCommands.Forget(open.Key));
    }

    private void Fail(TrialFailure failure)
    {
        var open = _open!;
        Record(new AttemptFailed(open.Key, open.Spec, failure, _now));
        _open = null;
        TellBoth(open, new EndpointCommands.StopAttempt(open.Key));
        TellBoth(open, new EndpointCommands.Forget(open.Key));
        if (Phase == PairPhase.AskingForHeldResult) Prepare();
        else RaisePlatforms();
    }

    private void OnDeadline() =>
        Fail(Phase == PairPhase.AskingForHeldResult
            ? Interrupted()
            : new(FailureKind.Timeout, "The endpoints did not report before the attempt's deadline."));

    private void OnEndpointLost(HostReplies.EndpointLost lost)
    {
        if (!_endpoints.Lose(lost.Host, lost.Platform, lost.Incarnation)) return;
        if (_open?.Uses(lost.Host, lost.Platform) == true)
        {
            Fail(Phase == PairPhase.AskingForHeldResult
                ? Interrupted()
                : new(FailureKind.AgentLost, $"The {lost.Platform} endpoint of {lost.Host} went away inside the trial."));
        }
        else if (Phase is PairPhase.RaisingPlatforms or PairPhase.Preparing)
        {
            RaisePlatforms();
        }
    }

    private void OnTick()
    {
        switch (Phase)
        {
            case PairPhase.Leasing: AskForLease(); break;
            case PairPhase.RaisingPlatforms: AskForPlatforms(); break;
            case PairPhase.Preparing when _now - _phaseSince > PrepareBound:
                _endpoints.GiveUpPreparing();
                NextTrial();
                break;
        }
    }

    private void OnStop(string reason)
    {
        if (_open is { } open)
        {
            TellBoth(open, new EndpointCommands.StopAttempt(open.Key));
            TellBoth(open, new EndpointCommands.Forget(open.Key));
            // While asking after a crash the attempt is still the crash's, and the next start asks again.
            if (Phase == PairPhase.Running) Record(new AttemptFailed(open.Key, open.Spec, new(FailureKind.Stopped, reason), _now));
        }

        if (_grant is { } grant && _blockStartedHere) Record(new BlockPaused(State.Campaign, Pair, grant.Block, reason, _now));
        Release();
        Effect(new PairEffect.TellCampaign(new CampaignCommands.PairStopped(State.Campaign, Pair)));
    }

    private void Complete()
    {
        var grant = _grant!;
        var failed = grant.Trials.Count(t => State.Settled.GetValueOrDefault(t.Number) == TrialOutcome.Quarantined);
        Release();
        Effect(new PairEffect.TellCampaign(new CampaignCommands.CompleteBlock(State.Campaign, Pair, grant.Block, failed)));
    }

    private void Release()
    {
        foreach (var (host, epoch) in _leases)
            Effect(new PairEffect.TellHost(new HostCommands.ReleaseLease(host, State.Campaign, Pair, epoch)));
        _leases.Clear();
        _endpoints.Clear();
        _open = null;
        _grant = null;
        Enter(PairPhase.Idle);
    }

    /// <summary>The first trial of the block without an outcome: the only one that can be in flight.</summary>
    private TrialSpec? OpenTrial() => _grant!.Trials.FirstOrDefault(t => !State.Settled.ContainsKey(t.Number));

    private void TellBoth(OpenAttempt open, object message)
    {
        Effect(new PairEffect.TellEndpoint(open.Initiator, message));
        Effect(new PairEffect.TellEndpoint(open.Responder, message));
    }

    private void Enter(PairPhase phase) => (Phase, _phaseSince) = (phase, _now);

    private void Record(IPairEvent happened)
    {
        State = State.Apply(happened);
        _events.Add(happened);
    }

    private void Effect(PairEffect effect) => _effects.Add(effect);
}
