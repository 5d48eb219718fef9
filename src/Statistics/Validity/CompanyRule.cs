namespace ActorBench.Statistics.Validity;

internal sealed class CompanyRule : IValidityRule
{
    public string Code => "company";

    public string Sentence =>
        "Fewer pairs began together than the trial's level of concurrency has, so it met less contention; see which pair was missing and why its attempts failed.";

    public string? Evidence(TrialEvidence trial) => trial.Start is { Missing: { Count: > 0 } missing } start
        ? $"{start.Pairs - missing.Count} of {start.Pairs} pairs began together, without {string.Join(", ", missing)}"
        : null;
}
