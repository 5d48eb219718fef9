using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Statistics.Analysis;

/// <summary>A cell at one level of concurrency beside the same cell alone.</summary>
/// <param name="Level">Pairs at work at once.</param>
/// <param name="BesideAlone">Rate over the rate alone, of the same pair in the same repetition; null at level 1, and where 1 is no level.</param>
/// <param name="Rounds">In which every pair has a trial of the cell and all windows were open together.</param>
/// <param name="TotalMbitS">Sum of the rates both ways of a round, the mean over rounds; null without such a round.</param>
/// <param name="MeanJain">Jain's index of a round's rates, the mean over rounds.</param>
/// <param name="LeastJain">In the round that shares worst.</param>
public sealed record LevelFigures(
    CellAnalysis Cell, int Level, PlatformRatio? BesideAlone, int Rounds, Estimate? TotalMbitS, double? MeanJain, double? LeastJain)
{
    /// <summary>A loss that is proven to be smaller does not matter.</summary>
    public const double Contended = 0.99;

    /// <summary>Of the longest window. Beside less a sum would add up rates of times in which others had not begun or were done.</summary>
    private const double LeastShared = 0.95;

    /// <summary>Whether the pairs take something from each other: the whole interval of the ratio lies below <see cref="Contended"/>.</summary>
    public bool IsContended => BesideAlone?.Test?.Ratio.Interval is { High: < Contended };

    /// <param name="rounds">Of each block, at its number − 1.</param>
    /// <returns>Measured cells in the plan's order; none where concurrency is no factor.</returns>
    internal static IReadOnlyList<LevelFigures> Of(IReadOnlyList<CellAnalysis> cells, IReadOnlyList<int> rounds)
    {
        var measured = cells.Where(cell => cell.Cell is { Role: CellRole.Measured, Concurrency: not null }).ToList();
        var alone = measured.Where(cell => cell.Cell.Concurrency == 1).ToDictionary(cell => cell.Cell);
        return [.. measured.Select(cell => Of(cell, alone.GetValueOrDefault(cell.Cell with { Concurrency = 1 }), rounds))];
    }

    private static LevelFigures Of(CellAnalysis cell, CellAnalysis? alone, IReadOnlyList<int> rounds)
    {
        var level = cell.Cell.Concurrency!.Value;
        var complete = cell.Trials.Zip(cell.BothMbitS).GroupBy(one => rounds.ElementAtOrDefault(one.First.Spec.Block - 1))
            .Where(round => round.Count() == level && AreTogether([.. round.Select(one => one.First)])).Select(round => round.Select(one => one.Second).ToArray()).ToList();
        var totals = RunningMoments.Of(complete.Select(rates => rates.Sum()));
        double[] jain = [.. complete.Select(rates => Fairness.Jain(rates)).OfType<double>()];
        return new LevelFigures(
            cell,
            level,
            level == 1 || alone is null ? null : Ratio(cell, alone),
            complete.Count,
            complete.Count == 0 ? null : new Estimate(totals.Mean, totals.Count < RateFigures.FewestForInterval ? null : Intervals.MeanInterval.Of(totals)),
            jain.Length == 0 ? null : jain.Average(),
            jain.Length == 0 ? null : jain.Min());
    }

    /// <summary>Trials that say nothing of a common start (of an older build, or alone) are taken at their word.</summary>
    private static bool AreTogether(PairEvents.TrialRecorded[] trials) => CommonStart.Of(trials) switch
    {
        [] => true,
        [var start] => start.Trials.Count == trials.Length && start.SharedNs >= LeastShared * trials.Max(trial => trial.Result.Start!.WindowNs),
        _ => false,
    };

    private static PlatformRatio Ratio(CellAnalysis cell, CellAnalysis alone)
    {
        var (together, single) = (ByPairAndRepetition(cell), ByPairAndRepetition(alone));
        var blocks = together.Keys.Where(single.ContainsKey).Index().ToList();
        return PlatformRatio.Of(blocks.ToDictionary(one => one.Index, one => together[one.Item]), blocks.ToDictionary(one => one.Index, one => single[one.Item]));
    }

    /// <summary>A pair that filled up a round has two trials in a repetition, and their mean is one value.</summary>
    private static SortedDictionary<(int, string), double> ByPairAndRepetition(CellAnalysis cell) => new(cell.Trials.Zip(cell.BothMbitS)
        .GroupBy(one => (one.First.Spec.Repetition, one.First.Spec.Pair.ToString()), one => one.Second)
        .ToDictionary(rates => rates.Key, rates => rates.Average()));
}
