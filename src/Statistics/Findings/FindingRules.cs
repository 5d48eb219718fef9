using ActorBench.Statistics.Findings.Rules;

namespace ActorBench.Statistics.Findings;

/// <summary>The rules that every campaign is held against.</summary>
public static class FindingRules
{
    /// <remarks>
    /// Taken together, warnings and errors that test for chance flag few campaigns that have no fault: each of DRIFT, DEPENDENT and AA_FAILED
    /// keeps its own level over the whole campaign. Hints are asked of each cell apart.
    /// </remarks>
    public static IReadOnlyList<IFindingRule> All { get; } =
    [
        new NoRateRule(), new ImpossibleRule(), new TwinsDifferRule(), new UnreliableRule(), new LabelContradictedRule(),
        new FailedTrialsRule(), new UnsupportedRule(), new PrecisionNotMetRule(), new FewRunsRule(),
        new InvalidRule(), new SelectionBiasRule(), new LossyRule(), new StallRule(),
        new SkewFindingRule(), new BarrierTimeoutRule(),
        new HighCvRule(), new DriftRule(), new DependentRule(), new SlowFirstRunRule(), new EnvironmentChangedRule(),
        new SevereOutliersRule(), new NotNormalRule(), new BimodalRule(), new ContendedRule(), new SplitBlocksRule(), new EnvironmentDiffersRule(),
    ];

    /// <returns>Errors first, then in the order of the rules.</returns>
    public static IReadOnlyList<Finding> Of(FindingContext campaign) =>
    [
        .. All.OrderByDescending(rule => rule.Kind)
            .SelectMany(rule => rule.Look(campaign).Select(seen => new Finding(rule, seen.Where, seen.Evidence))),
    ];
}
