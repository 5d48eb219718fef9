namespace ActorBench.Journal;

/// <summary>How much of a stored trial a reader wants; what it does not want is empty or zero in the event that it gets.</summary>
public enum TrialDetail
{
    Whole,

    /// <summary>Everything but the bytes of the histogram: what rows need.</summary>
    WithoutHistogram,

    /// <summary>Key, spec, the initiator's counters and the flags: what a fold needs. Latency, CPU, TCP, sockets and the responder are blank.</summary>
    Counters,

    /// <summary>Key and spec alone: which trial has its result.</summary>
    Outcome,
}
