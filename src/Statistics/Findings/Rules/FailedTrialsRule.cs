namespace ActorBench.Statistics.Findings.Rules;

internal sealed class FailedTrialsRule() : FindingRule(
    "FAILED_TRIALS",
    FindingKind.Warning,
    "Trials of the cell were given up, so it has fewer than planned, and perhaps not by accident.",
    "Read the reasons of the rejected attempts in 'actorbench export' (accepted = false); if one platform fails more often than others, that is a result.",
    "A trial whose attempts all fail (key 'retries') is given up, and so is one that was open at three crashes in a row. It has no figure; the campaign "
        + "ends with exit code 3.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) =>
        Cells(campaign, cell => cell.Failed > 0 ? Text($"{cell.Failed} of {cell.Planned} trials given up") : null);
}
