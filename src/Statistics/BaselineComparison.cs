using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics;

/// <summary>Puts every cell of a fold beside the baseline's of the same protocol, size and engine, block by block.</summary>
internal static class BaselineComparison
{
    /// <param name="trialsPerBlock">Of a block as planned; trials are numbered through the blocks. 0: nothing is compared.</param>
    /// <returns>The cells' figures with what the comparison says, in the order of the cells.</returns>
    public static CellStatus[] Of(IReadOnlyList<CellFold> cells, string? baseline, int trialsPerBlock)
    {
        CellStatus[] figures = [.. cells.Select(cell => cell.Status())];
        if (baseline is null || trialsPerBlock <= 0) return figures;
        var references = cells.Where(cell => cell.Cell.Role == CellRole.Measured && cell.Cell.Platform == baseline)
            .ToDictionary(cell => ComparedBy.Of(cell.Cell), cell => new Lazy<Dictionary<int, double>>(() => RateByBlock(cell, trialsPerBlock)));
        foreach (var role in (CellRole[])[CellRole.Measured, CellRole.Twin])
        {
            var family = cells.Index()
                .Where(entry => entry.Item.Cell.Role == role && (role == CellRole.Twin || entry.Item.Cell.Platform != baseline))
                .Where(entry => references.ContainsKey(ComparedBy.Of(entry.Item.Cell)))
                .Select(entry => (entry.Index, Ratio: PlatformRatio.Of(RateByBlock(entry.Item, trialsPerBlock), references[ComparedBy.Of(entry.Item.Cell)].Value)))
                .ToList();
            var verdicts = Verdicts.Of([.. family.Select(one => one.Ratio.Test)]);
            foreach (var ((index, ratio), verdict) in family.Zip(verdicts)) figures[index] = figures[index] with { Beside = Beside(ratio, verdict) };
        }

        return figures;
    }

    private static BesideBaseline? Beside(PlatformRatio ratio, Verdict verdict) => ratio.OverheadPercent is { } overhead
        ? new BesideBaseline(ratio.Blocks, overhead.Value, overhead.Interval?.Ends, ratio.Test is null ? ComparisonVerdict.TooFew : verdict.Word)
        : null;

    private static Dictionary<int, double> RateByBlock(CellFold cell, int trialsPerBlock)
    {
        var rates = new Dictionary<int, double>(cell.Accepted.Count);
        foreach (ref readonly var trial in cell.Accepted.AsSpan()) rates.TryAdd((trial.Number - 1) / trialsPerBlock, trial.BothMbitS);
        return rates;
    }
}
