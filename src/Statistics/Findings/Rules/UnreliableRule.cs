namespace ActorBench.Statistics.Findings.Rules;

internal sealed class UnreliableRule() : FindingRule(
    "UNRELIABLE",
    FindingKind.Error,
    "More than a tenth of the cell's trials were disturbed by something that is not the platform.",
    "Do not use the cell; remove what disturbed it ('actorbench explain invalid:…' of each reason) and run it again.",
    "A trial is invalid by rules that were fixed before it and look at counters of the machine, not at the rate. Such trials stay in "
        + "the figures; beyond 10 % of a cell they are no exception any more.")
{
    private const double Most = 0.10;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
        cell.Invalid > Most * cell.N ? Text($"{cell.Invalid} of {Count(cell.N, "trial")} invalid: {InvalidTrials.Reasons(cell.Trials)}") : null);
}
