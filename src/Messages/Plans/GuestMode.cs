namespace ActorBench.Messages.Plans;

/// <summary>What becomes of the guests of a host between two blocks.</summary>
public enum GuestMode
{
    /// <summary>They stay up, paused where their platform can pause.</summary>
    Warm,

    /// <summary>They are ended, and started anew for the next block.</summary>
    Cold,
}
