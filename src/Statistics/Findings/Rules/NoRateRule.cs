namespace ActorBench.Statistics.Findings.Rules;

internal sealed class NoRateRule() : FindingRule(
    "NO_RATE",
    FindingKind.Error,
    "Accepted trials of the cell have no rate: nothing came back, or no time passed. They are in no figure.",
    "Look the trials up in 'actorbench export'; take a longer trial.duration, so that an exchange fits into it, or timing strict.",
    "A rate is bytes over time, a positive finite number. Timing netperf and the engine netperf accept a trial in which not one exchange was completed. Such a "
        + "trial is left out of the figures of the analysis, because it is no rate and not because of its value, and so the others look better than the cell is.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        if (cell.WithoutRate is not [var first, ..]) return null;
        var counters = first.Result.Initiator.Counters;
        return Text($"{cell.WithoutRate.Count} of {Count(cell.WithoutRate.Count + cell.N, "trial")}; trial {first.Spec.Number}: {counters.Exchanges} exchanges, {counters.BytesOut + counters.BytesIn} bytes in {counters.ElapsedNs} ns");
    });
}
