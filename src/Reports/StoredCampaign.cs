using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics;

namespace ActorBench.Reports;

/// <summary>What a stored campaign says, made of its journal alone.</summary>
public static class StoredCampaign
{
    /// <summary>The plan, made again of the stored text and flags.</summary>
    /// <exception cref="PlanChangedException">This build's planner makes another plan of it, or none.</exception>
    public static CampaignPlan PlanOf(CampaignEvents.CampaignStarted started)
    {
        CampaignPlan plan;
        try
        {
            plan = Planner.Plan(CampaignFile.Parse(new CampaignSource(started.Campaign.Value, null, started.FileText), started.Overrides));
        }
        catch (CampaignFileException e)
        {
            throw new PlanChangedException(started, e);
        }

        return plan.Hash == started.PlanHash ? plan : throw new PlanChangedException(started);
    }

    public static CampaignFoldPlan FoldPlanOf(CampaignEvents.CampaignStarted started, CampaignPlan plan) => new(
        started.Campaign,
        plan.Hash,
        started.Seed,
        started.Lab,
        started.At,
        plan.Cells,
        [.. plan.Cells.Select(cell => plan.Planned(cell, plan.Spec.Repetitions))],
        plan.Estimate.TotalSeconds / plan.TrialCount,
        plan.Spec.Baseline,
        plan.TrialsPerBlock);

    /// <summary>Takes from a fold what the stop rule has taken from the plan.</summary>
    /// <param name="looks">All of them, in order.</param>
    public static RemainingPlan Shorten(CampaignFold fold, CampaignPlan plan, IEnumerable<CampaignEvents.PrecisionLooked> looks)
    {
        var remaining = new RemainingPlan(plan, looks);
        fold.Shorten([.. plan.Cells.Select(remaining.Planned)], remaining.Precision);
        return remaining;
    }

    /// <summary>The status of a campaign that no coordinator holds.</summary>
    /// <param name="held">A process holds the store, and the newest campaign with it.</param>
    public static CampaignStatus StatusOf(CampaignRecord record, bool held = false) => StatusOf(record, PlanOf(record.Started), held);

    /// <param name="plan">The campaign's, from <see cref="PlanOf"/>.</param>
    internal static CampaignStatus StatusOf(CampaignRecord record, CampaignPlan plan, bool held = false)
    {
        var fold = new CampaignFold(FoldPlanOf(record.Started, plan));
        Shorten(fold, plan, record.Looks);
        foreach (var e in record.TrialEvents) fold.Add(e);
        return fold.Status(StateOf(record, held), []);
    }

    private static CampaignState StateOf(CampaignRecord record, bool held) => HaltOf(record) ?? record.Finished switch
    {
        null => held ? CampaignState.Running : CampaignState.Interrupted,
        { Failed: 0 } => CampaignState.Done,
        _ => CampaignState.DoneWithFailures,
    };

    /// <summary>What its user has done to it; null where it goes on, or is finished.</summary>
    public static CampaignState? HaltOf(CampaignRecord record) =>
        record.Cancelled is not null ? CampaignState.Cancelled
        : record is { Paused: not null, Finished: null } ? CampaignState.Paused
        : null;
}

/// <summary>A campaign was planned by a planner that this build does not have.</summary>
/// <param name="refused">What this build has against the campaign's stored file; null where it takes it.</param>
public sealed class PlanChangedException(CampaignEvents.CampaignStarted started, CampaignFileException? refused = null)
    : StoreException(
        refused is null
            ? $"This build plans campaign {started.Campaign} differently (planner {Planner.Version}, it was made by planner {started.PlannerVersion}); use the build that started it."
            : $"This build refuses the stored file of campaign {started.Campaign} ({refused.Describe()}); use the build that started it.",
        refused);
