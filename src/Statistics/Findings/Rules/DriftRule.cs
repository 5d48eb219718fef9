using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Series;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class DriftRule() : FindingRule(
    "DRIFT",
    FindingKind.Warning,
    "Rates rose or fell over the campaign, so trials of its beginning and of its end are not of one kind.",
    "Rely on ratios and overheads, which are taken within blocks; look for what changes with time (temperature, other load), and turn 'sentinels: true' on.",
    "Theil and Sen's slope over all trials of a cell, in order, times their number exceeds 1 % of the median, and Mann and Kendall's test "
        + "holds the trend for no accident (p < 0.01 after Holm: over the sentinels, and apart from them over all other cells). The slope alone would not "
        + "do: at a CV of 1 % it exceeds 1 % in one of five campaigns on a machine that stands still. With sentinels the evidence adds an EWMA chart "
        + "(weight 0.2, limits at three standard deviations): points outside say that the level moved.")
{
    private const double Most = 0.01;
    private const double Level = 0.01;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign)
    {
        var families = campaign.Analysis.Cells.Where(cell => cell.RelativeDrift is not null).ToLookup(cell => cell.Cell.Role == CellRole.Sentinel);
        var trending = Trending(families[true]).Union(Trending(families[false])).ToHashSet();
        return Cells(campaign, cell => trending.Contains(cell) && Math.Abs(cell.RelativeDrift!.Value) > Most
            ? Text($"{100 * cell.RelativeDrift.Value:+0.0;-0.0} % over {cell.N} trials (Mann-Kendall p = {MannKendall.Test(cell.BothMbitS)?.PValue:0.0000}){Chart(cell)}")
            : null);
    }

    private static IReadOnlySet<CellAnalysis> Trending(IEnumerable<CellAnalysis> family) =>
        Significant(family, cell => MannKendall.Test(cell.BothMbitS)?.PValue, Level);

    private static string Chart(CellAnalysis cell) => cell.Cell.Role == CellRole.Sentinel
        ? Text($"; {EwmaChart.Of(cell.BothMbitS).Count(point => point.OutOfControl)} of {cell.N} points of its EWMA chart are outside the limits")
        : "";
}
