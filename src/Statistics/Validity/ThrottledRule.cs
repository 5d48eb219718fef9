namespace ActorBench.Statistics.Validity;

internal sealed class ThrottledRule : IValidityRule
{
    public string Code => "throttled";

    public string Sentence => "An endpoint's control group had used up its processor time and was held back; raise cpu.max (cpu.cfs_quota_us) or take the limit away.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.Machine is { ThrottledPeriods: > 0 })
        .Select(end => $"the {end.End} was held back in {end.Machine!.ThrottledPeriods} periods")
        .FirstOrDefault();
}
