using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Campaigns;

public interface IWithCampaignId
{
    CampaignId Campaign { get; }
}

/// <summary>A fact in a campaign's journal, in the past tense. Once journaled it is applied, never argued with.</summary>
public interface ICampaignEvent : IWithCampaignId;

public static class CampaignEvents
{
    /// <summary>All that is needed to make the plan again.</summary>
    /// <param name="FileText">The campaign file as it was read.</param>
    /// <param name="FilePath">Where it was read, to notice that it was changed before a resume; null for none.</param>
    /// <param name="Overrides">Flags as <c>key=value</c>, applied over the file.</param>
    /// <param name="PlanHash">A planner that makes another hash of the same text must not go on.</param>
    /// <param name="Lab">Facts of the lab, such as <c>kind</c>, <c>wire</c>, <c>rate</c>, <c>cpus</c>.</param>
    /// <param name="Submission">Tells this campaign's submitter from another who took the same id at the same time; null where there could be none.</param>
    public sealed record CampaignStarted(
        CampaignId Campaign,
        string FileText,
        string? FilePath,
        IReadOnlyList<string> Overrides,
        int PlannerVersion,
        ulong Seed,
        string PlanHash,
        IReadOnlyDictionary<string, string> Lab,
        DateTimeOffset At,
        string? Submission = null) : ICampaignEvent;

    public sealed record BlockGranted(CampaignId Campaign, PairId Pair, int Block, DateTimeOffset At) : ICampaignEvent;

    /// <param name="Failed">Trials of the block that were quarantined.</param>
    public sealed record BlockCompleted(CampaignId Campaign, PairId Pair, int Block, int Failed, DateTimeOffset At) : ICampaignEvent;

    /// <summary>The stop rule has looked at all trials up to a repetition. A comparison that is met has no trials after it.</summary>
    /// <param name="AfterRepetition">The looks are at the trials of repetitions 1 to this.</param>
    /// <param name="Looks">Every comparison that was still running, in the plan's order.</param>
    /// <param name="BudgetSpent">The campaign's time is used up: nothing runs after this, met or not.</param>
    public sealed record PrecisionLooked(
        CampaignId Campaign, int AfterRepetition, IReadOnlyList<ComparisonLook> Looks, bool BudgetSpent, DateTimeOffset At) : ICampaignEvent;

    /// <summary>Nothing is granted until <see cref="CampaignResumed"/>, whoever dies meanwhile.</summary>
    public sealed record CampaignPaused(CampaignId Campaign, string Reason, DateTimeOffset At) : ICampaignEvent;

    public sealed record CampaignResumed(CampaignId Campaign, DateTimeOffset At) : ICampaignEvent;

    /// <summary>Over for good, whatever is left.</summary>
    public sealed record CampaignCancelled(CampaignId Campaign, string Reason, DateTimeOffset At) : ICampaignEvent;

    /// <summary>Quarantined trials are to be tried again; a campaign that was finished is not any more.</summary>
    /// <param name="Number">From 1, in the order of the requests.</param>
    /// <param name="Cells">Only trials of these cells; null for all.</param>
    /// <param name="Blocks">Complete blocks that are opened again.</param>
    public sealed record CampaignRetried(
        CampaignId Campaign, int Number, IReadOnlyList<Cell>? Cells, IReadOnlyList<int> Blocks, DateTimeOffset At) : ICampaignEvent;

    /// <summary>Every block is complete.</summary>
    /// <param name="Failed">Trials without an accepted attempt that were not <c>unsupported</c>.</param>
    public sealed record CampaignFinished(CampaignId Campaign, int Failed, DateTimeOffset At) : ICampaignEvent;
}
