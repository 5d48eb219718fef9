namespace ActorBench.Statistics.Validity;

internal sealed class LinkChangedRule : IValidityRule
{
    public string Code => "link-changed";

    public string Sentence => "MTU, offloads or the interface itself are not those of the block's first trial; its trials are not comparable with each other.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.LinkBefore is not null && LinkSettings.Of(end.Machine?.Data) is { } now && now != end.LinkBefore)
        .Select(end => $"the {end.End} had {end.LinkBefore} at the block's first trial and {LinkSettings.Of(end.Machine!.Data)} now")
        .FirstOrDefault();
}
