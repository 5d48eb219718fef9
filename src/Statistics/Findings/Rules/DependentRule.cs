namespace ActorBench.Statistics.Findings.Rules;

internal sealed class DependentRule() : FindingRule(
    "DEPENDENT",
    FindingKind.Warning,
    "A trial of the cell says something about the next one, so its intervals are narrower than they should be.",
    "Read n as the effective n of the evidence; take longer trials or more time between them, and look for a cycle of the machine (timers, frequency, other jobs).",
    "Four tests of the rates in order of execution: autocorrelation of neighbours, Ljung and Box over 5 lags, Spearman's correlation of neighbours, "
        + "and the runs test. Each alone at 5 % flags one independent cell in eight by one of them, and nearly every campaign of some size. So the smallest "
        + "p of a cell is adjusted for the four tests and, by Holm, for all cells: one independent campaign in fifty is flagged. n_eff = n (1 - r1) / (1 + r1) "
        + "for r1 > 0: so many independent trials would tell as much. No interval is widened by it.")
{
    private const double Level = 0.02;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign)
    {
        var dependent = Significant(campaign.Analysis.Cells, cell => cell.Dependence?.FamilyPValue, Level);
        return Cells(campaign, cell => dependent.Contains(cell)
            ? Text($"r1 = {cell.Dependence!.R1:0.00}, p = {cell.Dependence.FamilyPValue:0.0000} over four tests; {cell.N} trials are worth {cell.Dependence.EffectiveN:0.0} independent ones")
            : null);
    }
}
