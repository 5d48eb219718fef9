using ActorBench.Statistics.Shape;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class NotNormalRule() : FindingRule(
    "NOT_NORMAL",
    FindingKind.Hint,
    "The cell's rates are not normally distributed, so its median says more than its mean.",
    "Quote the median with its interval, which assumes no distribution.",
    "Shapiro and Wilk's test (Royston's AS R94) gives p < 0.05. Asked of each cell apart, it flags one in twenty that is normal. The interval of "
        + "the mean is then an approximation; comparisons turn to ranks where the ratios of the blocks are not normal.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) =>
        Cells(campaign, cell => cell.NormalityPValue is < ShapiroWilk.NotNormal and var p ? Text($"Shapiro-Wilk p = {p:0.0000}, n = {cell.N}") : null);
}
