namespace ActorBench.Campaigns.State;

public enum PairPhase
{
    Idle,
    Leasing,
    RaisingPlatforms,
    AskingForHeldResult,
    Preparing,
    Running,

    /// <summary>Between two trials: a failed one waits before it is tried again, or the leases must be renewed first.</summary>
    Pausing,
}
