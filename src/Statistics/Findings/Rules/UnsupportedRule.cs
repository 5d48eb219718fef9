namespace ActorBench.Statistics.Findings.Rules;

internal sealed class UnsupportedRule() : FindingRule(
    "UNSUPPORTED",
    FindingKind.Warning,
    "The lab can't run the platform, so nothing was measured of it.",
    "Do what the reason says, or take the platform out of the campaign file.",
    "A lab says for each platform whether it can place an endpoint on it. Trials of one that it can't are neither run nor failed.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Cells
        .Where(cell => cell.Unsupported is not null)
        .GroupBy(cell => cell.Cell.Platform)
        .Select(platform => (platform.Key, Text($"{Count(platform.Count(), "cell")}: {platform.First().Unsupported}")));
}
