using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class FewRunsRule() : FindingRule(
    "FEW_RUNS",
    FindingKind.Warning,
    "The cell has fewer than 6 trials, so nothing can be said of how far off its figures are.",
    "Ask for at least 6 repetitions, better 10; 'actorbench plan' shows what that takes.",
    "Below 6 values there is no 95 % interval of a median (the chance that all lie on one side of it is 2 to the power of 1 - n), and the spread of "
        + "the rest is hardly known. No interval is made up: a mean is shown, and no comparison with it is decided.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
        cell.Unsupported is null && cell.N < RateFigures.FewestForInterval
            ? Text($"{Count(cell.N, "trial")} of {cell.Planned} planned; need ≥ {RateFigures.FewestForInterval}")
            : null);
}
