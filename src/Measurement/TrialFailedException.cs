using ActorBench.Messages.Trials;

namespace ActorBench.Measurement;

/// <summary>An attempt that ended without a result. The failure is data; whoever ran the trial stores it.</summary>
public sealed class TrialFailedException(TrialFailure failure) : Exception(failure.Reason)
{
    internal TrialFailedException(FailureKind kind, string reason)
        : this(new TrialFailure(kind, reason))
    {
    }

    public TrialFailure Failure { get; } = failure;
}
