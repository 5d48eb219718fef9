using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Analysis;

/// <summary>The figures of a running campaign and those of its report come by two ways.</summary>
public sealed class FoldAndAnalysisSpecs
{
    private const ulong Seed = 43;

    [Fact]
    public void What_the_status_says_of_a_cell_is_what_the_analysis_says()
    {
        var trials = Campaign();
        var analysis = CampaignAnalysis.Of(Synthetic.Input(trials));

        var cells = Status(trials, analysis).Cells;

        Assert.Equal(analysis.Cells.Count, cells.Count);
        foreach (var (cell, analysed) in cells.Zip(analysis.Cells))
        {
            var figures = analysed.Figures;
            Assert.Equal(
                (analysed.Cell, figures.N, figures.Median, figures.MeanInterval?.Ends, figures.MedianInterval?.Ends),
                (cell.Cell, cell.N, cell.MedianBothMbitS, cell.MeanInterval, cell.MedianInterval));
            Assert.Equal(100 * figures.CvInterval!.Value.Low, cell.CvPercentInterval!.Low, 9);
        }
    }

    [Fact]
    public void And_so_is_what_it_says_of_a_platform_beside_the_baseline()
    {
        var trials = Campaign();
        var analysis = CampaignAnalysis.Of(Synthetic.Input(trials));

        var beside = Status(trials, analysis).Cells.Where(cell => cell.Beside is not null).ToDictionary(cell => cell.Cell, cell => cell.Beside!);

        Assert.Equal(4, beside.Count);
        foreach (var comparison in analysis.Comparisons.Concat(analysis.Twins))
        {
            Assert.Equal(
                new BesideBaseline(10, comparison.OverheadPercent!.Value.Value, comparison.OverheadPercent.Value.Interval!.Value.Ends, comparison.Verdict.Word),
                beside[comparison.Cell.Cell]);
        }

        Assert.Equal(ComparisonVerdict.Slower, beside[Synthetic.Cell("bridge", 1)].Verdict);
        Assert.Equal(ComparisonVerdict.Equivalent, beside[Synthetic.Cell("bridge", 2)].Verdict);
    }

    /// <summary>Two sizes: the bridge is a tenth slower at one and the same at the other; noise with a CV of 1 % at most.</summary>
    private static IReadOnlyList<PairEvents.TrialRecorded> Campaign()
    {
        var random = new SeededRandom(Seed);
        return Synthetic.Trials(
            (Synthetic.Cell("native", 1), Simulated.Normal(ref random, 10, 90, 0.9)),
            (Synthetic.Cell("native", 2), Simulated.Normal(ref random, 10, 90, 0.2)),
            (Synthetic.Cell("bridge", 1), Simulated.Normal(ref random, 10, 81, 0.9)),
            (Synthetic.Cell("bridge", 2), Simulated.Normal(ref random, 10, 90, 0.2)),
            (Synthetic.Cell("routed", 1), Simulated.Normal(ref random, 10, 85, 0.9)),
            (Synthetic.Cell("native", 1, role: CellRole.Twin), Simulated.Normal(ref random, 10, 90, 0.9)));
    }

    private static CampaignStatus Status(IReadOnlyList<PairEvents.TrialRecorded> trials, CampaignAnalysis analysis)
    {
        var fold = new CampaignFold(new CampaignFoldPlan(
            Some.Campaign, "h", 1, new Dictionary<string, string>(), Some.Start, analysis.Input.Cells, analysis.Input.Planned, 1, "native", TrialsPerBlock: 6));
        foreach (var trial in trials) fold.Add(trial);
        return fold.Status(CampaignState.Done, []);
    }
}
