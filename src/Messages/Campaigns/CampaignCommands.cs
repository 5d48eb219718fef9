using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Campaigns;

/// <summary>An order in the imperative. The campaign may refuse it.</summary>
public interface ICampaignCommand : IWithCampaignId;

public static class CampaignCommands
{
    /// <param name="PlanHash">What the sender's planner made of the text; a campaign whose planner differs refuses.</param>
    /// <param name="Submission">New for each campaign that is wanted; a campaign of another one answers <see cref="CampaignReplies.Taken"/>. Null from who alone may start campaigns in the store.</param>
    public sealed record Start(
        CampaignId Campaign,
        string FileText,
        string? FilePath,
        IReadOnlyList<string> Overrides,
        string PlanHash,
        IReadOnlyDictionary<string, string> Lab,
        string? Submission = null) : ICampaignCommand;

    /// <summary>Go on with what the journal holds.</summary>
    public sealed record Resume(CampaignId Campaign) : ICampaignCommand;

    /// <summary>End the trial in flight and grant nothing more; answered when every pair has stopped.</summary>
    public sealed record Stop(CampaignId Campaign, string Reason) : ICampaignCommand;

    /// <summary>As <see cref="Stop"/>, but for longer than a process lives: only a <see cref="Resume"/> ends it. Answered at once.</summary>
    public sealed record Pause(CampaignId Campaign, string Reason) : ICampaignCommand;

    /// <summary>For good: what is stored stays, and nothing more is measured. Answered at once.</summary>
    public sealed record Cancel(CampaignId Campaign, string Reason) : ICampaignCommand;

    /// <summary>Try the quarantined trials of complete blocks again, with all retries anew.</summary>
    /// <param name="Cells">Only those of these cells; null for all.</param>
    public sealed record Retry(CampaignId Campaign, IReadOnlyList<Cell>? Cells = null) : ICampaignCommand;

    /// <summary>From a pair: all trials of the block are settled.</summary>
    /// <param name="Failed">Trials of the block that were quarantined.</param>
    /// <param name="Retry">Number of the <see cref="Pairs.RetryOrder"/> that the block was granted with; 0 for none.</param>
    public sealed record CompleteBlock(CampaignId Campaign, PairId Pair, int Block, int Failed, int Retry = 0) : ICampaignCommand;

    /// <summary>From the statistics: the answer to <see cref="Statistics.StatisticsQueries.Look"/>.</summary>
    public sealed record TakeLook(CampaignId Campaign, int AfterRepetition, IReadOnlyList<ComparisonLook> Looks) : ICampaignCommand;

    /// <summary>From a pair: it has stopped as asked.</summary>
    public sealed record PairStopped(CampaignId Campaign, PairId Pair) : ICampaignCommand;
}

public static class CampaignReplies
{
    public sealed record Accepted(CampaignId Campaign);

    public sealed record Refused(CampaignId Campaign, string Reason);

    /// <summary>The id is another submission's; ask under the next one.</summary>
    public sealed record Taken(CampaignId Campaign);

    public sealed record Stopped(CampaignId Campaign);

    /// <param name="Failed">Trials quarantined; known once the campaign is finished.</param>
    public sealed record Progress(CampaignId Campaign, bool Finished, int Failed);
}
