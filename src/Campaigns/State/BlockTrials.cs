using ActorBench.Messages.Agents;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.State;

/// <summary>Where a block goes after something happened to one of its trials.</summary>
internal enum BlockMove
{
    /// <summary>Nothing but an answer is needed.</summary>
    Wait,

    /// <summary>The hosts must be asked for their endpoints (again).</summary>
    Raise,

    /// <summary>The trial that a crash had cut off is settled; the block may begin.</summary>
    Prepare,

    /// <summary>Nothing can begin before a failed trial has waited, or before the leases are renewed.</summary>
    Pause,

    /// <summary>Every trial has its outcome.</summary>
    Complete,
}

/// <summary>The trials of the block in hand: which is next, what becomes of the one in flight.</summary>
internal sealed class BlockTrials(
    PairLedger ledger,
    BlockEndpoints endpoints,
    HeldLeases leases,
    PairCommands.RunBlock grant,
    RetryRule retry,
    Func<byte[]> newToken,
    TrialValidity? validity)
{
    /// <summary>On top of an attempt's own deadline, for messages under way.</summary>
    private static readonly TimeSpan DeadlineSlack = TimeSpan.FromSeconds(5);

    private readonly CommonStart? _start = grant.Round is { } round ? new CommonStart(ledger, grant, round) : null;
    private readonly Dictionary<int, (int Failures, DateTimeOffset At)> _due = [];
    private OpenAttempt? _open;
    private bool _askedAfterCrash;

    public AttemptKey? OpenKey => _open?.Key;

    /// <summary>Platforms that trials without an outcome need.</summary>
    public string[] Platforms =>
        [.. grant.Trials.Where(t => !ledger.State.Settled.ContainsKey(t.Number)).Select(t => t.Cell.Platform).Distinct()];

    /// <summary>The longest that one attempt of the block may keep a host, messages under way included.</summary>
    public TimeSpan LongestAttempt => grant.Trials.Max(trial => Length(trial));

    /// <summary>
    /// The first trial of the block without an outcome, those that have failed behind those that have not: the only one that can be in
    /// flight. The journal alone says which it is, so that it is found again after a crash.
    /// </summary>
    public TrialSpec? First()
    {
        var open = grant.Trials.Where(t => !ledger.State.Settled.ContainsKey(t.Number));
        // In a round all pairs must keep to one order.
        return grant.Round is null ? open.MinBy(t => ledger.State.FailuresOf(t.Number).Own) : open.FirstOrDefault();
    }

    /// <summary>Not before this moment is the trial tried again; long past for one that has not failed.</summary>
    public DateTimeOffset DueAt(TrialSpec trial)
    {
        var failures = ledger.State.FailuresOf(trial.Number);
        if (failures.WaitedSince is not { } since) return DateTimeOffset.MinValue;
        if (_due.TryGetValue(trial.Number, out var known) && known.Failures == failures.All) return known.At;
        var wait = retry.WaitAfter(ledger.State.Campaign, trial.Number, failures.Own);
        // Another process may have seen it fail, so the wall clock has to do; however wrong it is, no wait gets longer.
        var left = TimeSpan.FromTicks(Math.Clamp((since + wait - ledger.At).Ticks, 0, wait.Ticks));
        _due[trial.Number] = (failures.All, ledger.Now + left);
        return ledger.Now + left;
    }

    /// <summary>After a crash: asks both ends whether they hold the result of the trial that was open.</summary>
    public BlockMove AskForHeld(TrialSpec trial)
    {
        var key = ledger.State.NextAttempt(trial.Number);
        var initiator = endpoints.Find(EndpointRole.Initiator, trial.Cell.Platform);
        var responder = endpoints.Find(EndpointRole.Responder, trial.Cell.Platform);
        if (initiator is null || responder is null)
        {
            ledger.Record(new AttemptFailed(key, trial, Interrupted(), ledger.At));
            return BlockMove.Prepare;
        }

        _open = new OpenAttempt(key, trial, initiator, responder);
        _askedAfterCrash = true;
        ledger.Tell(initiator, new EndpointCommands.AskHeld(key, EndpointRole.Initiator));
        ledger.Tell(responder, new EndpointCommands.AskHeld(key, EndpointRole.Responder));
        StartDeadline(key, trial);
        return BlockMove.Wait;
    }

    /// <summary>Sends the next trial on its way, past those that can't be run.</summary>
    public BlockMove Next()
    {
        while (First() is { } trial)
        {
            var (state, platform) = (ledger.State, trial.Cell.Platform);
            if (endpoints.WhyUnsupported(platform) is { } unsupported)
                ledger.Record(new TrialUnsupported(state.Campaign, state.Pair, trial, unsupported, ledger.At));
            else if (WhyQuarantined(trial) is { } reason)
                ledger.Record(new TrialQuarantined(state.Campaign, state.Pair, trial, reason, ledger.At));
            else if (endpoints.Incomplete)
                return BlockMove.Raise;
            else if (endpoints.WhyMissing(platform) is { } missing)
            {
                var failed = new AttemptFailed(state.NextAttempt(trial.Number), trial, new(FailureKind.NotReady, missing), ledger.At);
                ledger.Record(failed);
                if (endpoints.MissingAt(platform) is { } host) Blame(host, failed);
                return BlockMove.Raise;
            }
            else if (DueAt(trial) is var due && due > ledger.Now)
            {
                ledger.Send(new PairEffect.StartWait(due - ledger.Now));
                return BlockMove.Pause;
            }
            else if (!leases.Lasts(Length(trial)))
            {
                leases.Renew(all: true);
                return BlockMove.Pause;
            }
            else
            {
                Go(trial);
                return BlockMove.Wait;
            }
        }

        return BlockMove.Complete;
    }

    /// <param name="reply">About the attempt in flight.</param>
    public BlockMove OnReply(EndpointReplies.IEndpointReply reply)
    {
        var open = _open!;
        open.Take(reply);
        if (open.Failure is { } failure) return Fail(failure, ItsOwn(failure.Kind) ? [open.FailedBy!] : []);
        return open.Complete ? Judge(open) : BlockMove.Wait;
    }

    public BlockMove OnDeadline()
    {
        if (_askedAfterCrash) return Fail(Interrupted());
        var silent = _open!.Silent().ToArray();
        return Fail(new(FailureKind.Timeout, "The endpoints did not report before the attempt's deadline."), silent);
    }

    /// <summary>The lease of a host has gone to others, whose orders end what still runs.</summary>
    public void LoseLease(string reason)
    {
        if (_open is null) return;
        if (_askedAfterCrash) (_open, _askedAfterCrash) = (null, false);
        else Fail(new(FailureKind.LeaseEnded, reason));
    }

    /// <returns>False when the trial in flight does not use the endpoint.</returns>
    public bool LoseEndpoint(string host, string platform, out BlockMove move)
    {
        move = BlockMove.Wait;
        if (_open?.Uses(host, platform) != true) return false;
        move = Fail(_askedAfterCrash
            ? Interrupted()
            : new(FailureKind.AgentLost, $"The {platform} endpoint of {host} went away inside the trial."));
        return true;
    }

    /// <summary>The round says when the open trial begins, or says it anew.</summary>
    public BlockMove OnStart(RoundReplies.StartAt answer)
    {
        if (WaitsForRound(answer.Key)) Order(_open!, _start!.Take(answer.Start));
        return BlockMove.Wait;
    }

    public BlockMove OnNotStarted(RoundReplies.NotStarted answer) =>
        WaitsForRound(answer.Key) ? Fail(new(FailureKind.NotReady, answer.Reason)) : BlockMove.Wait;

    public void OnTooLate(EndpointReplies.TooLate late)
    {
        if (WaitsForRound(late.Key)) _start?.PutOff(_open!, late);
    }

    /// <summary>Asks the round again, which may have died since.</summary>
    public void OnTick()
    {
        if (_open is { } open && !_askedAfterCrash) _start?.AskAgain(open);
    }

    public void LeaveRound() => _start?.Leave();

    /// <summary>An answer to an incarnation before the crash is none to this one.</summary>
    private bool WaitsForRound(AttemptKey key) => _open?.Key == key && !_askedAfterCrash;

    /// <summary>Ends the trial in flight without a result.</summary>
    /// <param name="forGood">There is no next start.</param>
    public void Stop(string reason, bool forGood)
    {
        // While asking after a crash the attempt is still the crash's: whoever holds its result is asked again at the next start.
        if (_open is not { } open || (_askedAfterCrash && !forGood)) return;
        ledger.TellBoth(open, new EndpointCommands.StopAttempt(open.Key));
        ledger.TellBoth(open, new EndpointCommands.Forget(open.Key));
        ledger.Record(new AttemptFailed(open.Key, open.Spec, new(FailureKind.Stopped, reason), ledger.At));
        _open = null;
    }

    private string? WhyQuarantined(TrialSpec trial)
    {
        var failures = ledger.State.FailuresOf(trial.Number);
        if (failures.Never is { } never) return never;
        if (failures.InterruptedInARow >= PairMachine.PoisonCrashes)
            return $"The trial was open at {failures.InterruptedInARow} crashes in a row.";
        if (failures.LostInARow >= PairMachine.PoisonLosses)
            return $"The trial lost an endpoint {failures.LostInARow} times in a row.";
        return failures.Counted > grant.Retries ? $"All {failures.Counted} attempts failed." : null;
    }

    private void Go(TrialSpec trial)
    {
        var platform = trial.Cell.Platform;
        var initiator = endpoints.Find(EndpointRole.Initiator, platform)!;
        var responder = endpoints.Find(EndpointRole.Responder, platform)!;
        _open = new OpenAttempt(ledger.State.NextAttempt(trial.Number), trial, initiator, responder) { Token = newToken() };
        if (_start is null) Order(_open, null);
        else _start.Ask(_open);
    }

    /// <param name="start">Null: at once.</param>
    private void Order(OpenAttempt open, RoundStart? start)
    {
        var (key, trial) = (open.Key, open.Spec);
        ledger.Tell(open.Responder, ToEnd(EndpointRole.Responder, open.Responder, start?.Responder.StartAtNs));
        ledger.Tell(open.Initiator, ToEnd(EndpointRole.Initiator, open.Initiator, start?.Initiator.StartAtNs));
        StartDeadline(key, trial, start);
        ledger.Send(new PairEffect.ShowOpen(new(trial, key.Attempt, ledger.At)));

        EndpointCommands.Go ToEnd(EndpointRole role, EndpointAddress end, long? startAtNs) => new(
            key, role, trial, grant.Settings, endpoints.Listener(trial.Cell.Platform), open.Token, startAtNs,
            leases.EpochOf(end.Host), endpoints.ByItsClock(role, trial.Cell.Platform, leases.Until), open.Initiator.DataAddress);
    }

    private void StartDeadline(AttemptKey key, TrialSpec trial, RoundStart? start = null) => ledger.Send(new PairEffect.StartDeadline(key, Length(trial, start)));

    private TimeSpan Length(TrialSpec trial, RoundStart? start = null) => TrialLength.Deadline(trial, grant.Settings, start) + DeadlineSlack;

    private BlockMove Judge(OpenAttempt open)
    {
        var (result, failure) = TrialJudge.Judge(
            open.Spec, grant.Settings, open.InitiatorReport!, open.ResponderReport!, open.Initiator, open.Responder, validity, _start?.Facts(open.InitiatorReport!));
        if (result is null) return Fail(failure!);
        ledger.Record(new TrialRecorded(open.Key, open.Spec, result, ledger.At));
        leases.CountAccepted();
        var move = Close() ? BlockMove.Prepare : Next();
        // After the next order: what an agent still holds harms nothing, what the pair waits for costs time.
        ledger.TellBoth(open, new EndpointCommands.Forget(open.Key));
        return move;
    }

    private BlockMove Fail(TrialFailure failure, params EndpointAddress[] culprits)
    {
        var open = _open!;
        var failed = new AttemptFailed(open.Key, open.Spec, failure, ledger.At);
        ledger.Record(failed);
        _ = DueAt(open.Spec);
        foreach (var culprit in culprits) Blame(culprit.Host, failed);
        ledger.TellBoth(open, new EndpointCommands.StopAttempt(open.Key));
        ledger.TellBoth(open, new EndpointCommands.Forget(open.Key));
        return Close() ? BlockMove.Prepare : BlockMove.Raise;
    }

    /// <summary>Whether it counts against the host is the host's to say; a loss of the host node it sees by itself.</summary>
    private void Blame(string host, AttemptFailed failed) => leases.Blame(host, failed.Spec.Cell.Platform, failed.Key, failed.Failure);

    /// <summary>What an end says of itself, and not of the wire or of the other end.</summary>
    private static bool ItsOwn(FailureKind kind) => kind is FailureKind.PortTaken or FailureKind.Refused or FailureKind.Internal;

    /// <returns>True when the attempt was the one that a crash had cut off.</returns>
    private bool Close()
    {
        var asked = _askedAfterCrash;
        _start?.Forget();
        _open = null;
        _askedAfterCrash = false;
        return asked;
    }

    private static TrialFailure Interrupted() =>
        new(FailureKind.Interrupted, "The coordinator died while the trial was open and its result is gone.");
}
