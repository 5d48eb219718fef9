using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Statistics;
using ActorBench.Reports.Thresholds;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports.Content;

/// <summary>Where and when a report is made; all else in it comes from the campaign.</summary>
/// <param name="Made">SOURCE_DATE_EPOCH where it is set, so that the same campaign gives the same bytes.</param>
/// <param name="Build">Of this program.</param>
/// <param name="Held">A living process holds the store and may still write to this campaign.</param>
public sealed record ReportOccasion(DateTimeOffset Made, string Build, bool Held = false);

/// <summary>All that a report shows of one campaign, whatever its format.</summary>
public sealed record ReportContent(
    CampaignRecord Record,
    CampaignPlan Plan,
    CampaignStatus Status,
    CampaignAnalysis Analysis,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ThresholdOutcome> Thresholds,
    RawData Raw,
    ReportOccasion Occasion)
{
    public CampaignSpec Spec => Plan.Spec;

    public string Campaign => Words.Inert(Record.Campaign.Value);

    public string Baseline => Spec.Baseline;

    public bool IsFinished => Record.Finished is not null;

    /// <summary>Whether cells of more than one engine are in it.</summary>
    public bool HasEngines => Plan.Cells.Select(cell => cell.Engine).Distinct().Count() > 1;

    /// <summary>The engine's part of a cell's name, where that says anything.</summary>
    public string NameOf(Messages.Plans.Cell cell) => CellNames.Of(cell, HasEngines);

    public IReadOnlyList<PairEvents.EnvironmentRecorded> Environments => Record.Environments;

    /// <summary>By platform, in the plan's order.</summary>
    public IReadOnlyList<GuestStarts> Starts =>
    [
        .. Record.Starts.Where(start => start.At >= Record.Started.At).GroupBy(start => start.Platform).Where(group => Spec.Platforms.Contains(group.Key))
            .OrderBy(group => Spec.Platforms.ToList().IndexOf(group.Key)).Select(group => GuestStarts.Of(group.Key, group.Select(start => start.StartMs))),
    ];

    /// <summary>Measured cells that belong in one figure, in the plan's order.</summary>
    public IReadOnlyList<CellGroup> Groups => [.. CellGroup.Of(Analysis, HasEngines)];

    /// <exception cref="PlanChangedException">This build plans the campaign differently.</exception>
    public static ReportContent Of(CampaignRecord record, ReportOccasion occasion)
    {
        var plan = StoredCampaign.PlanOf(record.Started);
        var analysis = StoredAnalysis.Of(record, plan);
        return new ReportContent(
            record,
            plan,
            StoredCampaign.StatusOf(record, plan, occasion.Held),
            analysis,
            StoredAnalysis.FindingsOf(record, analysis),
            ThresholdCheck.Of(plan.Spec, analysis),
            RawData.Of(record, plan),
            occasion);
    }
}
