using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics.Analysis;

/// <summary>What an analysis is made of.</summary>
/// <param name="Cells">In the plan's order.</param>
/// <param name="Planned">Trials of each cell, at the cell's index.</param>
/// <param name="Wire">Null where nothing limits the lab's wire.</param>
/// <param name="Facts">Of all trials, in any order; without histograms is enough.</param>
/// <param name="SplitBlocks">Blocks that a crash or a pause interrupted.</param>
/// <param name="Margin">Half the width of the band about 1 within which a ratio does not matter.</param>
/// <param name="Precision">What the stop rule saw last of each comparison; null or empty without one.</param>
/// <param name="Rounds">The round of each block, at its number − 1; null where concurrency is no factor.</param>
/// <param name="OneMachine">One machine plays all hosts.</param>
public sealed record AnalysisInput(
    IReadOnlyList<Cell> Cells,
    IReadOnlyList<int> Planned,
    string Baseline,
    WireShape? Wire,
    IEnumerable<ITrialEvent> Facts,
    IReadOnlySet<int> SplitBlocks,
    double Margin = 0.01,
    IReadOnlyList<ComparisonPrecision>? Precision = null,
    IReadOnlyList<int>? Rounds = null,
    bool OneMachine = false);

/// <summary>A campaign's figures with their intervals, comparisons and verdicts. The same facts give the same analysis whatever their order.</summary>
/// <param name="Cells">In the plan's order, twins and sentinels among them.</param>
/// <param name="Comparisons">Every measured cell that is not the baseline's beside the baseline's: the family of the verdicts.</param>
/// <param name="Twins">The baseline beside itself: a difference here is one that nothing made.</param>
public sealed record CampaignAnalysis(
    AnalysisInput Input,
    IReadOnlyList<CellAnalysis> Cells,
    IReadOnlyList<PlatformComparison> Comparisons,
    IReadOnlyList<PlatformComparison> Twins)
{
    /// <summary>Starts of several pairs at one instant; none of a campaign whose pairs begin alone.</summary>
    public IReadOnlyList<CommonStart> Starts { get; private init; } = [];

    /// <summary>The measured cells at each level of concurrency; none where that is no factor.</summary>
    public IReadOnlyList<LevelFigures> Levels { get; } = LevelFigures.Of(Cells, Input.Rounds ?? []);

    public IEnumerable<CellAnalysis> Measured => Cells.Where(cell => cell.Cell.Role == CellRole.Measured);

    public static CampaignAnalysis Of(AnalysisInput input)
    {
        var facts = input.Facts.ToLookup(fact => fact.Spec.Cell);
        CellAnalysis[] cells = [.. input.Cells.Zip(input.Planned, (cell, planned) => CellAnalysis.Of(cell, planned, facts[cell], input.Wire))];
        return new CampaignAnalysis(
            input,
            cells,
            Compare(CellRole.Measured, cells, input),
            Compare(CellRole.Twin, cells, input))
        {
            Starts = CommonStart.Of(cells.SelectMany(cell => cell.Trials)),
        };
    }

    private static IReadOnlyList<PlatformComparison> Compare(CellRole family, CellAnalysis[] cells, AnalysisInput input)
    {
        var pairs = BaselinePairs.Of(input.Cells, input.Baseline, family).Select(pair => (Cell: cells[pair.Cell], Baseline: cells[pair.Baseline]))
            .Select(pair => (pair.Cell, pair.Baseline, Ratio: PlatformRatio.Of(pair.Cell.RateByBlock(), pair.Baseline.RateByBlock()))).ToList();
        var verdicts = Verdicts.Of([.. pairs.Select(pair => pair.Ratio.Test)], margin: input.Margin);
        // The bootstraps are most of an analysis's time, and none knows of another.
        return [.. pairs.Zip(verdicts).AsParallel().AsOrdered().Select(one => PlatformComparison.Of(one.First.Cell, one.First.Baseline, one.First.Ratio, one.Second))];
    }
}
