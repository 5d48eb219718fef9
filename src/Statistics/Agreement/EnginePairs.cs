using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Statistics.Agreement;

/// <summary>Pairs the two engines' trials of a cell block by block: they ran one right after the other there.</summary>
internal static class EnginePairs
{
    /// <param name="trialsPerBlock">Of a block as planned; trials are numbered through the blocks.</param>
    /// <returns>One entry a cell that both engines have, in the order of the cells; none in a campaign of one engine.</returns>
    public static EngineAgreement[] Of(IReadOnlyList<Cell> cells, IReadOnlyList<CellFold> folds, int trialsPerBlock)
    {
        if (trialsPerBlock <= 0 || cells.All(cell => cell.Engine == Engine.Native)) return [];
        var netperf = cells.Zip(folds).Where(entry => entry.First.Engine == Engine.Netperf)
            .ToDictionary(entry => entry.First with { Engine = Engine.Native }, entry => entry.Second);
        return
        [
            .. cells.Zip(folds)
                .Where(entry => netperf.ContainsKey(entry.First))
                .Select(entry => Agreement(entry.First, entry.Second, netperf[entry.First], trialsPerBlock)),
        ];
    }

    private static EngineAgreement Agreement(Cell cell, CellFold native, CellFold netperf, int trialsPerBlock)
    {
        var theirs = netperf.Accepted.ToDictionary(trial => Block(trial.Number), trial => trial.BothMbitS);
        var differences = native.Accepted
            .Where(trial => theirs.ContainsKey(Block(trial.Number)))
            .Select(trial => BlandAltman.PercentDifference(trial.BothMbitS, theirs[Block(trial.Number)]))
            .OfType<double>().ToList();
        var found = BlandAltman.Of(differences);
        return new EngineAgreement(
            cell,
            differences.Count,
            found?.Bias,
            found?.Bias - found?.BiasHalfWidth,
            found?.Bias + found?.BiasHalfWidth,
            found?.LowerLimit,
            found?.UpperLimit);

        int Block(int trial) => (trial - 1) / trialsPerBlock;
    }
}
