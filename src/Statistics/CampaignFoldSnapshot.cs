namespace ActorBench.Statistics;

/// <summary>A fold as plain arrays, a column each; entries with one index belong together and are sorted by trial.</summary>
/// <param name="Cell">Index of the trial's cell in the plan.</param>
/// <param name="AtTicks">UTC ticks of 100 ns.</param>
/// <param name="Invalid">Null in snapshots that are older than rules of validity: no trial of theirs was judged by one.</param>
public sealed record CampaignFoldSnapshot(
    string Campaign,
    string PlanHash,
    int[] Trial,
    int[] Cell,
    int[] Attempt,
    long[] Exchanges,
    long[] BytesOut,
    long[] BytesIn,
    long[] ElapsedNs,
    bool[] Lossy,
    long[] AtTicks,
    int[] QuarantinedTrial,
    int[] QuarantinedCell,
    long[] QuarantinedAtTicks,
    int[] UnsupportedTrial,
    int[] UnsupportedCell,
    string[] UnsupportedReason,
    int[] RejectedTrial,
    int[] RejectedAttempt,
    bool[]? Invalid = null);
