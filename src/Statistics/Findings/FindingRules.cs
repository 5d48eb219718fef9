namespace ActorBench.Statistics.Findings;

/// <summary>The rules that every campaign is held against.</summary>
public static class FindingRules
{
    public static IReadOnlyList<IFindingRule> All { get; } = [];

    /// <returns>Errors first, then in the order of the rules.</returns>
    public static IReadOnlyList<Finding> Of(FindingContext campaign) =>
    [
        .. All.OrderByDescending(rule => rule.Kind)
            .SelectMany(rule => rule.Look(campaign).Select(seen => new Finding(rule, seen.Where, seen.Evidence))),
    ];
}
