using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Statistics;

public enum CampaignState
{
    Running,
    Paused,

    /// <summary>Neither finished nor held by a coordinator.</summary>
    Interrupted,
    Done,
    DoneWithFailures,
    Cancelled,
}

/// <summary>How far a campaign has come and what its cells say so far.</summary>
/// <param name="Failed">Trials quarantined.</param>
/// <param name="Unsupported">Trials whose platform the lab can't run.</param>
/// <param name="EtaSeconds">Null when nothing is left or no trial has been timed.</param>
/// <param name="Baseline">Platform that the others are compared with.</param>
/// <param name="Running">Trials in flight, <see cref="MostPairs"/> at most; known only while a coordinator is alive.</param>
/// <param name="Precision">Empty without a stop rule, and before its first look.</param>
/// <param name="Waiting">Pairs whose block does not go on, <see cref="MostPairs"/> at most, each with the reason; null or empty where all go on, or nobody knows.</param>
/// <param name="PausedBecause">Why the coordinator can't go on for now; null for a campaign that runs, and one that its user paused.</param>
/// <param name="Agreement">One entry a cell that both engines measure; null or empty where there is one engine.</param>
public sealed record CampaignStatus(
    CampaignId Campaign,
    CampaignState State,
    string PlanHash,
    ulong Seed,
    IReadOnlyDictionary<string, string> Lab,
    DateTimeOffset StartedAt,
    int Planned,
    int Accepted,
    int Failed,
    int Unsupported,
    int RejectedAttempts,
    double? EtaSeconds,
    IReadOnlyList<CellStatus> Cells,
    IReadOnlyList<RunningTrial> Running,
    string? Baseline = null,
    IReadOnlyList<ComparisonPrecision>? Precision = null,
    IReadOnlyList<EngineAgreement>? Agreement = null,
    string? PausedBecause = null,
    IReadOnlyList<PairWaiting>? Waiting = null)
{
    /// <summary>Pairs that a status speaks of: it travels between coordinators as one message.</summary>
    public const int MostPairs = 1_000;
}

/// <param name="Reason">Cut off after <see cref="LongestReason"/> characters.</param>
/// <param name="Since">Wall clock, a label only.</param>
public sealed record PairWaiting(PairId Pair, string Reason, DateTimeOffset Since)
{
    public const int LongestReason = 300;
}

/// <summary>What the stop rule saw last of a comparison.</summary>
/// <param name="AfterRepetition">Of the look.</param>
public sealed record ComparisonPrecision(int AfterRepetition, ComparisonLook Look);

/// <summary>The accepted trials of a cell. Rates in 10^6 bit/s; a value that does not exist (n &lt; 2) is null.</summary>
/// <param name="SdBothMbitS">With n−1 under the root.</param>
/// <param name="Lossy">Accepted trials that lost exchanges.</param>
/// <param name="Invalid">Accepted trials that break a rule of validity; they are in <paramref name="N"/> and in every figure.</param>
/// <param name="Unsupported">The reason, where the lab can't run the platform.</param>
/// <param name="MeanInterval">At 95 %, as all here; below six trials null.</param>
/// <param name="Beside">The cell beside the baseline's; null for the baseline's own cells and sentinels, and without a common block.</param>
public sealed record CellStatus(
    Cell Cell,
    int Planned,
    int N,
    int Failed,
    string? Unsupported,
    double? MeanBothMbitS,
    double? MeanOnewayMbitS,
    double? SdBothMbitS,
    double? CvPercent,
    double? MeanExchangesPerSecond,
    int Lossy = 0,
    int Invalid = 0,
    double? MedianBothMbitS = null,
    IntervalEnds? MeanInterval = null,
    IntervalEnds? MedianInterval = null,
    IntervalEnds? CvPercentInterval = null,
    BesideBaseline? Beside = null);

/// <summary>A 95 % confidence interval, ends included, in the unit of what it is about.</summary>
public sealed record IntervalEnds(double Low, double High);

/// <summary>What may be said of a platform beside its baseline. A proven difference may be too small to matter: then it is proven equivalent, too.</summary>
public enum ComparisonVerdict
{
    /// <summary>Too few common blocks for a test.</summary>
    TooFew,

    /// <summary>Neither a difference nor equivalence is proven.</summary>
    Inconclusive,
    Slower,
    Faster,
    Equivalent,
    SlowerWithinMargin,
    FasterWithinMargin,
}

/// <param name="Blocks">In which both were measured.</param>
/// <param name="OverheadPercent">Of the baseline's rate; negative where the platform is the faster one.</param>
/// <param name="OverheadInterval">Null below six common blocks.</param>
/// <param name="Verdict">After Holm's adjustment over all comparisons of the campaign.</param>
public sealed record BesideBaseline(int Blocks, double OverheadPercent, IntervalEnds? OverheadInterval, ComparisonVerdict Verdict);

/// <summary>How far our rate of a cell is from netperf's in the same blocks (Bland and Altman 1986), in per cent of the mean of the two; above 0 ours is higher.</summary>
/// <param name="Cell">As the native engine has it.</param>
/// <param name="Pairs">Blocks in which both engines have an accepted trial.</param>
/// <param name="BiasPercent">Mean difference; null without a pair.</param>
/// <param name="BiasLowPercent">Lower end of the bias's 95 % interval; null below two pairs, as all that follows.</param>
/// <param name="LowerLimitPercent">Lower limit of agreement: 95 % of the differences lie between it and the upper one.</param>
public sealed record EngineAgreement(
    Cell Cell,
    int Pairs,
    double? BiasPercent,
    double? BiasLowPercent,
    double? BiasHighPercent,
    double? LowerLimitPercent,
    double? UpperLimitPercent);

/// <param name="Since">Wall clock, a label only.</param>
public sealed record RunningTrial(TrialSpec Spec, int Attempt, DateTimeOffset Since);

/// <summary>One line of <c>actorbench list</c>.</summary>
/// <param name="Unreadable">Why nothing else is known of it; null where all is.</param>
public sealed record CampaignLine(
    CampaignId Campaign, CampaignState State, int Planned, int Accepted, int Failed, DateTimeOffset StartedAt, string? Unreadable = null)
{
    public static CampaignLine OfUnreadable(CampaignId campaign, string reason) => new(campaign, CampaignState.Interrupted, 0, 0, 0, default, reason);
}
