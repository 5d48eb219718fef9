using ActorBench.Statistics.Shape;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class BimodalRule() : FindingRule(
    "BIMODAL",
    FindingKind.Hint,
    "The cell's rates seem to lie on more than one level, and then its mean is a rate that no trial has.",
    "Look at the dots of the report's figure and at what differs between the levels (processor, process, time); prefer the median.",
    "mValue is 2 for one hump and 4 for two as high (Gregg); from 2.8 on BenchmarkDotNet gives its first hint. It is taken from 15 trials on; normal "
        + "rates are flagged in 2 % of all cells or fewer, so in a large campaign a single one means little. On a mixture of 80 and 20 % the 95 % interval "
        + "of the mean covers 83 %, that of the median 97 %.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) =>
        Cells(campaign, cell => cell.MValue is >= MValue.Bimodal and var m ? Text($"mValue {m:0.0} ≥ {MValue.Bimodal}, n = {cell.N}") : null);
}
