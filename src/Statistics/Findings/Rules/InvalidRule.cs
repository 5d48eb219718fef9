using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class InvalidRule() : FindingRule(
    "INVALID",
    FindingKind.Warning,
    "Some trials were disturbed by something that is not the platform. They are in every figure.",
    "Read what the reasons mean with 'actorbench explain'; leave the rows out in 'actorbench export' to see what they change.",
    "Eleven rules, fixed before the first trial, look at what each end's kernel counted around it and at when it began: a link that went down, dropped packets, stolen time, throttling, "
        + "a step of the clock, foreign traffic, changed settings, an impossible rate, a start beside its instant or without all pairs of its round. Whoever drops trials chooses which, so none is dropped (docs/decisions/0014).")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Cells
        .GroupBy(cell => cell.Cell.Label)
        .Where(platform => platform.Any(cell => cell.Invalid > 0))
        .Select(platform => (platform.Key, Evidence([.. platform])));

    private static string Evidence(CellAnalysis[] cells) =>
        Text($"{cells.Sum(cell => cell.Invalid)} of {Count(cells.Sum(cell => cell.N), "trial")} invalid: {InvalidTrials.Reasons(cells.SelectMany(cell => cell.Trials))}");
}
