namespace ActorBench.Statistics.Findings.Rules;

internal sealed class PrecisionNotMetRule() : FindingRule(
    "PRECISION_NOT_MET",
    FindingKind.Warning,
    "The stop rule ended, or has gone so far, without the precision that it was to reach.",
    "Allow more repetitions or a larger stop.budget, or state the half-width of the evidence beside the figure.",
    "The rule asks that, for every platform of a comparison, the 95 % intervals of mean and median both lie within stop.target. A campaign that ends without it "
        + "exits with 4.")
{
    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => (campaign.Analysis.Input.Precision ?? [])
        .Where(one => !one.Look.Met)
        .Select(one => (Comparison(one.Look.Protocol, one.Look.RequestBytes), Text($"mean ±{Percent(one.Look.MeanPercent)}, median ±{Percent(one.Look.MedianPercent)} after {one.AfterRepetition} repetitions")));

    private static string Percent(double? percent) => percent is { } value ? Text($"{value:0.00} %") : "?";
}
