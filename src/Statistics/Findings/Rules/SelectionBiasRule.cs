using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class SelectionBiasRule() : FindingRule(
    "SELECTION_BIAS",
    FindingKind.Warning,
    "Trials of one platform were disturbed more often than those of the baseline, so disturbance and platform can't be told apart.",
    "Find out whether the platform causes the disturbance, which then is a part of its cost, or only met more of it.",
    "Fisher's exact test of invalid and valid trials, each platform against the baseline, p < 0.05 after Holm over the platforms. It matters most to whoever leaves "
        + "invalid trials out: what remains of the disturbed platform is then its lucky part.")
{
    private const double Level = 0.05;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign)
    {
        var platforms = campaign.Analysis.Measured.GroupBy(cell => cell.Cell.Platform)
            .ToDictionary(cells => cells.Key, cells => (Invalid: cells.Sum(cell => cell.Invalid), All: cells.Sum(cell => cell.N)));
        if (!platforms.Remove(campaign.Analysis.Input.Baseline, out var baseline)) return [];
        var tests = platforms.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => (Platform: one.Key, one.Value, P: FisherExact.PValue(one.Value.Invalid, one.Value.All, baseline.Invalid, baseline.All))).ToList();
        return tests.Zip(MultipleTests.Holm([.. tests.Select(test => test.P)])).Where(test => test.Second < Level).Select(test => (test.First.Platform, Text(
            $"{test.First.Value.Invalid} of {test.First.Value.All} trials invalid, {baseline.Invalid} of {baseline.All} on {campaign.Analysis.Input.Baseline}; p = {test.Second:0.0000}")));
    }
}
