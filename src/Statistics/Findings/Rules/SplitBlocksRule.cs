namespace ActorBench.Statistics.Findings.Rules;

internal sealed class SplitBlocksRule() : FindingRule(
    "SPLIT_BLOCKS",
    FindingKind.Hint,
    "Blocks were interrupted, so time passed between trials that are compared as if they had stood side by side.",
    "Nothing, if the machine was left as it was; else read ENV_CHANGED and DRIFT with care.",
    "A block that was begun more than once had a crash or a pause within it. Its finished trials are kept, the others were run after it went on. Ratios within "
        + "such a block hold drift that other blocks do not.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign)
    {
        var blocks = campaign.Analysis.Input.SplitBlocks.Order().ToList();
        return blocks.Count == 0 ? [] : [(WholeCampaign, Text($"block {string.Join(", ", blocks.Take(10))}{(blocks.Count > 10 ? $" and {blocks.Count - 10} more" : "")} begun more than once"))];
    }
}
