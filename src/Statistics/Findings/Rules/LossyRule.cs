namespace ActorBench.Statistics.Findings.Rules;

internal sealed class LossyRule() : FindingRule(
    "LOSSY",
    FindingKind.Warning,
    "Exchanges of the cell were lost. The time lost with them is not in its rate, which is that of the exchanges that worked.",
    "Compare losses before rates; look at 'actorbench export' (lost, stalled_ns), at the queues of the path and at receive buffers.",
    "A UDP exchange without a response within an adaptive timeout (RFC 6298, 50 ms to 1 s) is given up and counted as lost; the wait is stalled_ns. The trial "
        + "has the flag 'lossy'. docs/measurement.md, section Loss.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        if (cell.Lossy == 0) return null;
        var counters = cell.Trials.Select(trial => trial.Result.Initiator.Counters).ToList();
        var (lost, done) = (counters.Sum(trial => trial.Lost), counters.Sum(trial => trial.Exchanges));
        return Text($"{cell.Lossy} of {Count(cell.N, "trial")} lost {lost} of {lost + done} exchanges ({100.0 * lost / (lost + done):0.####} %), {counters.Sum(trial => trial.StalledNs) / 1e9:0.###} s apart from the rate");
    });
}
