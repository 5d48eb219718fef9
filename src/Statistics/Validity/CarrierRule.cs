namespace ActorBench.Statistics.Validity;

internal sealed class CarrierRule : IValidityRule
{
    public string Code => "carrier";

    public string Sentence => "The link of an endpoint went down or up inside the trial; look at cable, port and the interface's log.";

    public string? Evidence(TrialEvidence trial) => trial.Ends
        .Where(end => end.Machine?.Data is { CarrierChanges: > 0 })
        .Select(end => $"the {end.End}'s link {end.Machine!.Data!.Name} changed its state {end.Machine.Data.CarrierChanges} times")
        .FirstOrDefault();
}
