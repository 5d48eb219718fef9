using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class TwinsDifferRule() : FindingRule(
    "AA_FAILED",
    FindingKind.Error,
    "The baseline measured twice under two labels differs from itself, so a difference between platforms may be as false as this one.",
    "Trust no overhead of about the size of the evidence's; look at DRIFT, DEPENDENT and the order of trials, quieten the machine and run again.",
    "With 'twins: true' one size of each class is measured on the baseline twice in every block (an A/A cell). The 95 % interval of the ratio must hold "
        + "1; with several twins their p-values are adjusted by Holm, so that of campaigns without any fault one in twenty fails, however many twins there are.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => campaign.Analysis.Twins
        .Where(twin => twin.Verdict.Difference != Difference.Unproven)
        .Select(twin => (Name(twin.Cell.Cell), Text(
            $"ratio {twin.Ratio.Ratio:0.0000} [{twin.Ratio.Test!.Value.Ratio.Interval?.Low:0.0000}, {twin.Ratio.Test.Value.Ratio.Interval?.High:0.0000}] to {Name(twin.Baseline.Cell)}, p = {twin.Verdict.AdjustedPValue:0.0000}, {twin.Ratio.Blocks} blocks")));
}
