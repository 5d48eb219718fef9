using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Why a campaign does not do what it is told; null where it does.</summary>
internal static class CampaignRefusals
{
    /// <summary>Another build may read a stored file otherwise.</summary>
    /// <param name="plan">Set where this is null.</param>
    public static string? WhyNotPlanned(CampaignId campaign, Func<CampaignPlan> make, out CampaignPlan? plan)
    {
        try
        {
            plan = make();
            return null;
        }
        catch (CampaignFileException e)
        {
            plan = null;
            return $"This build refuses the file of campaign {campaign} ({e.Describe()}); use the build that made it.";
        }
    }

    public static string? WhyNotStarted(this CampaignJournal journal) =>
        journal.Started is null ? $"There is no campaign {journal.Campaign} in this store." : null;

    public static string? WhyNotStartedAgain(this CampaignJournal journal, CampaignCommands.Start start) =>
        journal.Started!.PlanHash != start.PlanHash ? $"Campaign {start.Campaign} exists with another plan."
        : journal.Paused is { } paused ? $"Campaign {start.Campaign} is paused ({paused.Reason}); resume it."
        : null;

    public static string? WhyNotResumed(this CampaignJournal journal, CampaignPlan plan) =>
        plan.Hash != journal.Started!.PlanHash
            ? $"This build plans campaign {journal.Campaign} differently (planner {Planner.VersionOf(plan.Spec)}, it was made by {journal.Started.PlannerVersion}); go on with the build that started it."
            : journal.Cancelled is { } cancelled
                ? $"Campaign {journal.Campaign} was cancelled ({cancelled.Reason}) and stays so; start it as a new one."
                : null;

    public static string? WhyNotRetried(this CampaignJournal journal) =>
        journal.WhyNotStarted() ?? (journal.Cancelled is { } cancelled ? $"Campaign {journal.Campaign} was cancelled ({cancelled.Reason})." : null);

    /// <summary>Paused or cancelled.</summary>
    public static string? WhyNotHalted(this CampaignJournal journal) =>
        journal.WhyNotRetried() ?? (journal.Finished is not null ? $"Campaign {journal.Campaign} is finished." : null);
}
