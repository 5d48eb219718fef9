namespace ActorBench.Statistics.Validity;

/// <summary>The rules that every trial is held against, fixed before any of them has a result.</summary>
public static class ValidityRules
{
    public static IReadOnlyList<IValidityRule> All { get; } =
    [
        new CarrierRule(), new DropsRule(), new StealRule(), new ThrottledRule(), new ClockRule(), new ForeignTrafficRule(), new LinkChangedRule(),
        new ImpossibleRateRule(), new WireRule(), new SkewRule(), new CompanyRule(),
    ];

    /// <returns>Codes of the rules that the trial breaks; none for a valid one.</returns>
    public static IReadOnlyList<string> Broken(TrialEvidence trial) =>
        [.. All.Where(rule => rule.Evidence(trial) is not null).Select(rule => rule.Code)];
}
