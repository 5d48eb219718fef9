using ActorBench.Messages.Plans;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Analysis;

/// <summary>One cell in two campaigns.</summary>
/// <param name="Test">The second campaign's rates to the first's; null where either has fewer than <see cref="RateFigures.FewestForInterval"/> trials.</param>
/// <param name="Ratio">The point estimate, also of few trials; null where a campaign has none.</param>
public sealed record CellDifference(CellAnalysis A, CellAnalysis B, RatioTest? Test, double? Ratio, Verdict Verdict);

/// <summary>A row over several cells: a summary, not a measurement.</summary>
/// <param name="Cells">That it is over: those in which both campaigns have a median.</param>
public sealed record GeometricMeans(int Cells, double A, double B)
{
    /// <returns>Null below two cells.</returns>
    public static GeometricMeans? Of(IEnumerable<CellDifference> cells)
    {
        var medians = cells.Where(cell => cell.A.Figures.Median is not null && cell.B.Figures.Median is not null)
            .Select(cell => (A: Math.Log(cell.A.Figures.Median!.Value), B: Math.Log(cell.B.Figures.Median!.Value))).ToList();
        return medians.Count < 2 ? null
            : new GeometricMeans(medians.Count, Math.Exp(medians.Average(one => one.A)), Math.Exp(medians.Average(one => one.B)));
    }
}

/// <summary>
/// What changed from one campaign to another. They were not measured side by side, so nothing is paired: Hodges and Lehmann's ratio with Mann and
/// Whitney's test, and Holm's adjustment over all cells that both have. What differs between the days of two campaigns is in it too.
/// </summary>
/// <param name="Cells">In the first campaign's order.</param>
public sealed record CampaignDifference(IReadOnlyList<CellDifference> Cells, IReadOnlyList<Cell> OnlyA, IReadOnlyList<Cell> OnlyB, double Margin)
{
    /// <summary>Above so many pairs of trials their ratios are not all taken: means and Welch's test are as good there.</summary>
    private const long MostPairs = 4_000_000;

    /// <param name="of">Which of the measured cells to compare; they are the family of the verdicts. Null for all.</param>
    public static CampaignDifference Of(CampaignAnalysis a, CampaignAnalysis b, Func<Cell, bool>? of = null)
    {
        var ours = a.Measured.Where(cell => of?.Invoke(cell.Cell) ?? true).ToList();
        var theirs = b.Measured.Where(cell => of?.Invoke(cell.Cell) ?? true).ToDictionary(cell => Key(cell.Cell));
        var common = ours.Where(cell => theirs.ContainsKey(Key(cell.Cell))).Select(cell => (A: cell, B: theirs[Key(cell.Cell)])).ToList();
        RatioTest?[] tests = [.. common.Select(pair => Test(pair.A, pair.B))];
        var verdicts = Verdicts.Of(tests, margin: a.Input.Margin);
        var known = ours.Select(cell => Key(cell.Cell)).ToHashSet();
        return new CampaignDifference(
            [.. common.Select((pair, i) => new CellDifference(pair.A, pair.B, tests[i], Ratio(pair.A, pair.B, tests[i]), verdicts[i]))],
            [.. ours.Where(cell => !theirs.ContainsKey(Key(cell.Cell))).Select(cell => cell.Cell)],
            [.. theirs.Values.Where(cell => !known.Contains(Key(cell.Cell))).Select(cell => cell.Cell)],
            a.Input.Margin);
    }

    private static RatioTest? Test(CellAnalysis a, CellAnalysis b) =>
        !a.Figures.HasIntervals || !b.Figures.HasIntervals ? null
        : (long)a.N * b.N <= MostPairs ? RatioTest.Ranks(b.BothMbitS, a.BothMbitS)
        : RatioTest.Means(b.Figures.Moments, a.Figures.Moments);

    private static double? Ratio(CellAnalysis a, CellAnalysis b, RatioTest? test) =>
        test?.Ratio.Value ?? Intervals.HodgesLehmann.Ratio(b.BothMbitS, a.BothMbitS)?.Value;

    /// <summary>A size is the same measurement whatever class a file puts it into.</summary>
    private static Cell Key(Cell cell) => cell with { SizeClass = "" };
}
