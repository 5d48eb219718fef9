namespace ActorBench.Messages.Trials;

/// <summary>Why an attempt has no result.</summary>
public enum FailureKind
{
    /// <summary>The other end closed the connection inside the trial.</summary>
    PeerClosed,

    /// <summary>The address to listen on is taken.</summary>
    PortTaken,

    /// <summary>The other end can't be reached: refused, no route, no answer to the first packet.</summary>
    Unreachable,

    /// <summary>Not one exchange completed although the other end was reached once.</summary>
    NoResponse,

    /// <summary>The attempt was not over at its deadline.</summary>
    Timeout,

    /// <summary>An agent went away inside the trial.</summary>
    AgentLost,

    /// <summary>An endpoint was not there, or not ready, when the trial was to begin.</summary>
    NotReady,

    /// <summary>The coordinator died while the trial was open and no agent held its result.</summary>
    Interrupted,

    /// <summary>Told to stop.</summary>
    Stopped,

    /// <summary>The agent refused the order, for instance because of a stale epoch.</summary>
    Refused,

    /// <summary>The agent never does what the order asks, however often: it is over its caps, or a program is missing.</summary>
    Unable,

    /// <summary>The lease of a host ended before the attempt did: its endpoint stopped by itself, or the host went to another.</summary>
    LeaseEnded,

    /// <summary>The two ends' counts contradict each other.</summary>
    Mismatch,

    /// <summary>An error that no rule foresees; the sentence carries its text.</summary>
    Internal,
}

/// <param name="Reason">One sentence for people.</param>
public sealed record TrialFailure(FailureKind Kind, string Reason);
