using System.Collections.Immutable;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using static ActorBench.Messages.Pairs.PairEvents;

namespace ActorBench.Campaigns.State;

public enum TrialOutcome
{
    Accepted,
    Quarantined,
    Unsupported,
}

/// <summary>What a pair's journal says, and nothing that a crash would take away.</summary>
public sealed record PairState(CampaignId Campaign, PairId Pair)
{
    /// <summary>The block begun last; it may be complete by now.</summary>
    public int? Block { get; init; }

    /// <summary>True between a stop on request and the next start: the open trial was not cut off by a crash.</summary>
    public bool Paused { get; init; }

    public long InitiatorEpoch { get; init; }

    public long ResponderEpoch { get; init; }

    /// <summary>The epoch that this block's orders and results carry.</summary>
    public long Epoch => Math.Max(InitiatorEpoch, ResponderEpoch);

    /// <summary>Hashes of the environments that the journal holds, each with its host and platform.</summary>
    public ImmutableHashSet<(string Host, string Platform, string Hash)> Environments { get; init; } = [];

    public ImmutableDictionary<int, TrialOutcome> Settled { get; init; } = ImmutableDictionary<int, TrialOutcome>.Empty;

    /// <summary>The last retry of each trial that was taken up again.</summary>
    public ImmutableDictionary<int, int> Retried { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Attempts without a result of trials that are not settled, or quarantined: a retry counts on.</summary>
    public ImmutableDictionary<int, FailedAttempts> Failed { get; init; } = ImmutableDictionary<int, FailedAttempts>.Empty;

    public FailedAttempts FailuresOf(int trial) => Failed.GetValueOrDefault(trial, FailedAttempts.None);

    public AttemptKey NextAttempt(int trial) => new(Campaign, Pair, trial, FailuresOf(trial).All + 1, Epoch);

    public PairState Apply(IPairEvent happened) => happened switch
    {
        BlockStarted e => this with
        {
            Block = e.Block,
            Paused = false,
            InitiatorEpoch = e.InitiatorEpoch,
            ResponderEpoch = e.ResponderEpoch,
        },
        BlockPaused => this with { Paused = true },
        EnvironmentRecorded e => this with { Environments = Environments.Add((e.Host, e.Platform, e.Hash)) },
        AttemptFailed e => this with { Failed = Failed.SetItem(e.Spec.Number, FailuresOf(e.Spec.Number).Add(e.Failure, e.At)) },
        TrialRecorded e => Settle(e.Spec.Number, TrialOutcome.Accepted),
        TrialQuarantined e => Settle(e.Spec.Number, TrialOutcome.Quarantined),
        TrialRetried e => this with
        {
            // Its block is begun anew: no crash has left a trial of it open.
            Paused = true,
            Settled = Settled.Remove(e.Spec.Number),
            Failed = Failed.SetItem(e.Spec.Number, FailedAttempts.None with { All = FailuresOf(e.Spec.Number).All }),
            Retried = Retried.SetItem(e.Spec.Number, e.Number),
        },
        TrialUnsupported e => Settle(e.Spec.Number, TrialOutcome.Unsupported),
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}; the journal is newer than this node."),
    };

    private PairState Settle(int trial, TrialOutcome outcome) =>
        Settled.TryGetValue(trial, out var before)
            ? throw new InvalidOperationException($"Trial {trial} of {Campaign} is {before} already; the journal of {Pair} contradicts itself.")
            : this with { Settled = Settled.Add(trial, outcome), Failed = outcome == TrialOutcome.Quarantined ? Failed : Failed.Remove(trial) };
}

/// <param name="All">Attempts without a result.</param>
/// <param name="Counted">Those that use up the retries; being stopped, interrupted or left by a dying endpoint does not.</param>
/// <param name="InterruptedInARow">Crashes in a row that found the trial open.</param>
/// <param name="LostInARow">Times in a row that an endpoint went away inside the trial.</param>
/// <param name="WaitedSince">The last failure that the next attempt waits after; null where it follows at once.</param>
/// <param name="Never">Why there is no use in another attempt; null where there may be.</param>
public readonly record struct FailedAttempts(int All, int Counted, int InterruptedInARow, int LostInARow, DateTimeOffset? WaitedSince = null, string? Never = null)
{
    public static FailedAttempts None => default;

    /// <summary>Failures that the trial itself may be the reason of: it is tried again behind those that have fewer.</summary>
    public int Own => Counted + LostInARow;

    public FailedAttempts Add(TrialFailure failure, DateTimeOffset at) => (failure.Kind, RetryRule.ClassOf(failure.Kind)) switch
    {
        (_, FailureClass.Permanent) => new(All + 1, Counted + 1, 0, 0, Never: failure.Reason),
        (FailureKind.Interrupted, _) => new(All + 1, Counted, InterruptedInARow + 1, LostInARow),
        (_, FailureClass.Stopped) => new(All + 1, Counted, 0, LostInARow),
        (_, FailureClass.Poison) => new(All + 1, Counted, 0, LostInARow + 1, at),
        _ => new(All + 1, Counted + 1, 0, 0, at),
    };
}
