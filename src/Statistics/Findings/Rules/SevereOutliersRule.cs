using ActorBench.Statistics.Outliers;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class SevereOutliersRule() : FindingRule(
    "SEVERE_OUTLIERS",
    FindingKind.Hint,
    "Single trials of the cell lie far outside the others. They stay in every figure.",
    "Look the trials up in 'actorbench export' (flags, steal, retransmits, started_at); if the evidence shows that they carry the mean, quote the median.",
    "Tukey's outer fences: more than three interquartile ranges outside the quartiles. Outliers are marked and never removed; the "
        + "evidence says what the mean would be without them, for nothing but to show how much hangs on them.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        var trials = cell.Trials.Zip(cell.Outliers).Where(trial => trial.Second == OutlierLabel.Severe).Select(trial => trial.First.Spec.Number).ToList();
        if (trials.Count == 0) return null;
        var without = RunningMoments.Of(cell.BothMbitS.Zip(cell.Outliers).Where(trial => trial.Second != OutlierLabel.Severe).Select(trial => trial.First));
        return Text($"{trials.Count} of {Count(cell.N, "trial")} (number {string.Join(", ", trials.Take(5))}{(trials.Count > 5 ? ", …" : "")}); mean {cell.Figures.Moments.Mean:0.###} Mbit/s, without {without.Mean:0.###}");
    });
}
