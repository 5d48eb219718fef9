using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.State;

/// <summary>The rules of a pair: what to record and whom to tell, for every message that reaches it.</summary>
/// <remarks>
/// The journal's part is <see cref="State"/>; all else is gone after a crash and is found out again.
/// A step's events count as recorded at once; whoever can't record them must drop the whole machine.
/// </remarks>
/// <param name="newToken">16 bytes that the data connection of one attempt begins with.</param>
/// <param name="validity">The rules of validity for a block; null for none.</param>
/// <param name="retry">How long a failed trial waits; null for the standard.</param>
public sealed class PairMachine(
    PairState state, Func<byte[]> newToken, Func<PairCommands.RunBlock, TrialValidity>? validity = null, RetryRule? retry = null)
{
    /// <summary>A trial that was open at so many crashes in a row is not tried again.</summary>
    public const int PoisonCrashes = 3;

    /// <summary>A trial whose endpoints went away so many times in a row may well be what ends them.</summary>
    public const int PoisonLosses = 10;

    private static readonly TimeSpan PrepareBound = TimeSpan.FromSeconds(15);

    private readonly PairLedger _ledger = new(state);
    private readonly BlockEndpoints _endpoints = new(state.Pair);
    private PairCommands.RunBlock? _grant;
    private BlockTrials? _trials;
    private bool _blockStartedHere;
    private DateTimeOffset _phaseSince;
    private HeldLeases? _held;
    private PairWait? _wait;

    public PairState State => _ledger.State;

    public PairPhase Phase { get; private set; }

    private PairId Pair => State.Pair;

    private PairWait Wait => _wait ??= new PairWait(_ledger);

    // Numbers at random from the start: after a crash the host must not take the first request for a repeated one and give the old epoch.
    private HeldLeases Leases => _held ??= new HeldLeases(_ledger, State.Campaign, Pair, BitConverter.ToInt64(newToken()));

    /// <param name="now">By a clock that only goes on: nothing else decides how long something takes.</param>
    /// <param name="at">The wall clock, which labels what is recorded; null for the same.</param>
    public PairStep Handle(object input, DateTimeOffset now, DateTimeOffset? at = null)
    {
        _ledger.Begin(now, at);
        switch (input)
        {
            case PairCommands.RunBlock m: OnGrant(m); break;
            case PairCommands.StopBlock m: OnStop(m); break;
            case HostReplies.LeaseTaken m: OnLease(m); break;
            case HostReplies.LeaseRefused m: OnLeaseRefused(m); break;
            case HostReplies.PlatformsReady m: OnPlatforms(m); break;
            case HostReplies.EndpointLost m: OnEndpointLost(m); break;
            case EndpointReplies.Prepared m: OnPrepared(m); break;
            case EndpointReplies.InitiatorDone m: OnReply(m, m.Key); break;
            case EndpointReplies.ResponderDone m: OnReply(m, m.Key); break;
            case EndpointReplies.NotHeld m: OnReply(m, m.Key); break;
            case EndpointReplies.TooLate m: _trials?.OnTooLate(m); break;
            case RoundReplies.StartAt m when _trials is not null: Follow(_trials.OnStart(m)); break;
            case RoundReplies.NotStarted m when _trials is not null: Follow(_trials.OnNotStarted(m)); break;
            case PairInput.DeadlinePassed m when m.Key == _trials?.OpenKey: Follow(_trials!.OnDeadline()); break;
            case PairInput.Wake when Phase == PairPhase.Pausing: NextTrial(); break;
            case PairInput.Tick: OnTick(); break;
        }

        return _ledger.End();
    }

    private void OnGrant(PairCommands.RunBlock grant)
    {
        if (_grant is not null) return;
        _grant = grant;
        _trials = new BlockTrials(_ledger, _endpoints, Leases, grant, retry ?? RetryRule.Standard, newToken, validity?.Invoke(grant));
        _blockStartedHere = false;
        if (grant.Retry is { } order) _ledger.TakeUpAgain(grant.Trials, order);
        Enter(PairPhase.Leasing);
        if (_trials.First() is null) Complete();
        else Leases.Begin(_trials.LongestAttempt);
    }

    private void OnLease(HostReplies.LeaseTaken lease)
    {
        if (Phase == PairPhase.Idle || (Phase == PairPhase.Leasing && !Leases.IsCurrent(lease.Request)))
        {
            // Of an earlier block, and not given back because of a crash.
            Leases.Decline(lease);
            return;
        }

        if (Phase != PairPhase.Leasing || Leases.Holds(lease.Host))
        {
            Leases.Renewed(lease);
            // At once: by the next tick what is left of a short lease may be too little again.
            if (Phase == PairPhase.Pausing && Leases.Lasts(_trials!.LongestAttempt)) NextTrial();
            return;
        }

        Leases.Take(lease);
        if (!Leases.Both)
        {
            Leases.Ask();
            return;
        }

        Wait.Over();
        RaisePlatforms();
    }

    private void OnLeaseRefused(HostReplies.LeaseRefused refused)
    {
        if (Phase == PairPhase.Idle || !Leases.IsCurrent(refused.Request)) return;
        Wait.For(refused.Reason);
        _trials!.LoseLease(refused.Reason);
        if (_blockStartedHere) _ledger.Record(new BlockPaused(State.Campaign, Pair, _grant!.Block, refused.Reason, _ledger.At));
        _blockStartedHere = false;
        // The other host may be of use to others meanwhile; with the next tick both are asked for again.
        Leases.GiveBack();
        Enter(PairPhase.Leasing);
    }

    private void ShowWait(TimeSpan since)
    {
        if (Phase == PairPhase.Leasing) Wait.ForHost(Leases.Wanted, since);
        else if (Phase == PairPhase.RaisingPlatforms) Wait.ForEndpoints(Leases.HostsInOrder.Where(host => !_endpoints.Answered(host)), _trials!.Platforms, since);
    }

    private void RaisePlatforms()
    {
        Enter(PairPhase.RaisingPlatforms);
        _endpoints.Clear();
        AskForPlatforms();
    }

    private void AskForPlatforms()
    {
        var platforms = _trials!.Platforms;
        foreach (var host in Leases.HostsInOrder.Where(h => !_endpoints.Answered(h)))
            _ledger.Send(new PairEffect.TellHost(new HostCommands.EnsurePlatforms(host, State.Campaign, Pair, platforms, _grant!.Guests)));
    }

    private void OnPlatforms(HostReplies.PlatformsReady ready)
    {
        if (Phase != PairPhase.RaisingPlatforms) return;
        // An answer to an earlier question may say nothing of a platform that is wanted now.
        if (!_trials!.Platforms.All(p => ready.Endpoints.ContainsKey(p) || ready.Missing.ContainsKey(p) || ready.Unsupported.ContainsKey(p))) return;
        _endpoints.Take(ready);
        if (!_endpoints.HostsAnswered) return;
        Wait.Over();
        if (CutOffByCrash() is { } cutOff)
        {
            Enter(PairPhase.AskingForHeldResult);
            Follow(_trials!.AskForHeld(cutOff));
        }
        else
        {
            Prepare();
        }
    }

    /// <summary>The trial that was open when an earlier incarnation of this pair died, if one was.</summary>
    private TrialSpec? CutOffByCrash() =>
        !_blockStartedHere && State.Block == _grant!.Block && !State.Paused
            && _trials!.First() is { } trial && _endpoints.WhyUnsupported(trial.Cell.Platform) is null && _trials.DueAt(trial) <= _ledger.Now
            ? trial
            : null;

    private void Prepare()
    {
        if (_endpoints.Incomplete)
        {
            RaisePlatforms();
            return;
        }

        Enter(PairPhase.Preparing);
        TellPrepare([.. _trials!.Platforms.SelectMany(_endpoints.ToPrepare)]);
        if (_endpoints.AllPrepared) NextTrial();
    }

    private void TellPrepare(IEnumerable<(EndpointRole Role, EndpointAddress Endpoint)> ends)
    {
        foreach (var (role, endpoint) in ends)
            _ledger.Tell(
                endpoint, new EndpointCommands.Prepare(State.Campaign, Pair, _grant!.Block, Leases.EpochOf(HostOf(role)), role, _grant.Settings.Sockets, Leases.Until - _ledger.Now));
    }

    private void OnPrepared(EndpointReplies.Prepared reply)
    {
        if (Phase != PairPhase.Preparing || reply.Epoch != Leases.EpochOf(HostOf(reply.Role)) || reply.Block != _grant!.Block) return;
        if (reply.Environment is { } seen) _ledger.RecordEnvironment(HostOf(reply.Role), reply.Platform, seen);
        _endpoints.Prepared(reply, _ledger.Now);
        if (_endpoints.AllPrepared) NextTrial();
    }

    private string HostOf(EndpointRole role) => role == EndpointRole.Initiator ? Pair.Initiator : Pair.Responder;

    private void NextTrial()
    {
        if (!_blockStartedHere)
        {
            // Not before the first order can go out: until then a crash finds no trial open.
            _ledger.Record(new BlockStarted(State.Campaign, Pair, _grant!.Block, Leases.EpochOf(Pair.Initiator), Leases.EpochOf(Pair.Responder), _ledger.At));
            _blockStartedHere = true;
        }

        Enter(PairPhase.Running);
        Follow(_trials!.Next());
    }

    private void OnReply(EndpointReplies.IEndpointReply reply, AttemptKey key)
    {
        if (_trials?.OpenKey == key) Follow(_trials.OnReply(reply));
        else if (reply is not EndpointReplies.NotHeld && !MayBeAskedFor(key)) _ledger.Send(new PairEffect.TellSender(new EndpointCommands.Forget(key)));
    }

    /// <summary>Until the open trial has an outcome its result is wanted, even before this incarnation has got as far as asking for it.</summary>
    private bool MayBeAskedFor(AttemptKey key) => !State.Paused && !State.Settled.ContainsKey(key.Trial) && key == State.NextAttempt(key.Trial);

    private void Follow(BlockMove move)
    {
        switch (move)
        {
            case BlockMove.Raise: RaisePlatforms(); break;
            case BlockMove.Prepare: Prepare(); break;
            case BlockMove.Pause: Enter(PairPhase.Pausing); break;
            case BlockMove.Complete: Complete(); break;
        }
    }

    private void OnEndpointLost(HostReplies.EndpointLost lost)
    {
        if (_trials is null || !_endpoints.Lose(lost.Host, lost.Platform, lost.Incarnation)) return;
        if (_trials.LoseEndpoint(lost.Host, lost.Platform, out var move)) Follow(move);
        else if (Phase is PairPhase.RaisingPlatforms or PairPhase.Preparing) RaisePlatforms();
    }

    private void OnTick()
    {
        // Also while the other host is waited for, which may take longer than a lease lasts.
        if (Phase != PairPhase.Idle) Leases.Renew(all: false);
        ShowWait(_ledger.Now - _phaseSince);
        switch (Phase)
        {
            case PairPhase.Leasing: Leases.Ask(); break;
            case PairPhase.Pausing: NextTrial(); break;
            case PairPhase.RaisingPlatforms: AskForPlatforms(); break;
            case PairPhase.Preparing when _ledger.Now - _phaseSince <= PrepareBound: TellPrepare(_endpoints.Unprepared()); break;
            case PairPhase.Preparing:
                _endpoints.GiveUpPreparing();
                NextTrial();
                break;
            case PairPhase.Running: _trials!.OnTick(); break;
        }
    }

    private void OnStop(PairCommands.StopBlock stop)
    {
        _trials?.Stop(stop.Reason, stop.ForGood);
        // A trial that a crash has left open is asked for at the next start, if there is one.
        if (State.Block is { } block && !State.Paused && (stop.ForGood || (_grant is not null && _blockStartedHere)))
            _ledger.Record(new BlockPaused(State.Campaign, Pair, block, stop.Reason, _ledger.At));
        Release();
        _ledger.Send(new PairEffect.TellCampaign(new CampaignCommands.PairStopped(State.Campaign, Pair)));
    }

    private void Complete()
    {
        var grant = _grant!;
        var failed = grant.Trials.Count(t => State.Settled.GetValueOrDefault(t.Number) == TrialOutcome.Quarantined);
        Release();
        _ledger.Send(new PairEffect.TellCampaign(new CampaignCommands.CompleteBlock(State.Campaign, Pair, grant.Block, failed, grant.Retry?.Number ?? 0)));
    }

    private void Release()
    {
        Leases.GiveBack();
        Wait.Over();
        _endpoints.Clear();
        _trials?.LeaveRound();
        _trials = null;
        _grant = null;
        Enter(PairPhase.Idle);
    }

    private void Enter(PairPhase phase) => (Phase, _phaseSince) = (phase, _ledger.Now);
}
