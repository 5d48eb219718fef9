using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Statistics;

/// <summary>Puts the cells of a fold beside the baseline's, block by block. A status is asked for several times a second, so a ratio is made again only after a trial of its cells.</summary>
/// <param name="trialsPerBlock">Of a block as planned; trials are numbered through the blocks. 0: nothing is compared.</param>
internal sealed class BaselineComparison(IReadOnlyList<CellFold> cells, string? baseline, int trialsPerBlock)
{
    private readonly IReadOnlyList<(int Cell, int Baseline)>[] _families = trialsPerBlock <= 0
        ? []
        : [.. ((CellRole[])[CellRole.Measured, CellRole.Twin]).Select(family => BaselinePairs.Of([.. cells.Select(cell => cell.Cell)], baseline, family))];

    private readonly Dictionary<int, (CellStatus Cell, CellStatus Baseline, PlatformRatio Ratio)> _known = [];

    /// <returns>The cells' figures with what the comparison says, in the order of the cells.</returns>
    public CellStatus[] Status()
    {
        CellStatus[] figures = [.. cells.Select(cell => cell.Status())];
        CellStatus[] compared = [.. figures];
        foreach (var family in _families)
        {
            PlatformRatio[] ratios = [.. family.Select(pair => Ratio(pair.Cell, pair.Baseline, figures))];
            var verdicts = Verdicts.Of([.. ratios.Select(ratio => ratio.Test)]);
            for (var i = 0; i < ratios.Length; i++) compared[family[i].Cell] = figures[family[i].Cell] with { Beside = Beside(ratios[i], verdicts[i]) };
        }

        return compared;
    }

    private PlatformRatio Ratio(int cell, int reference, CellStatus[] figures)
    {
        // A cell's figures are another object after each change, and the same one until then.
        if (_known.TryGetValue(cell, out var known) && ReferenceEquals(known.Cell, figures[cell]) && ReferenceEquals(known.Baseline, figures[reference]))
            return known.Ratio;
        var ratio = PlatformRatio.Of(RateByBlock(cells[cell]), RateByBlock(cells[reference]));
        _known[cell] = (figures[cell], figures[reference], ratio);
        return ratio;
    }

    private static BesideBaseline? Beside(PlatformRatio ratio, Verdict verdict) => ratio.OverheadPercent is { } overhead
        ? new BesideBaseline(ratio.Blocks, overhead.Value, overhead.Interval?.Ends, ratio.Test is null ? ComparisonVerdict.TooFew : verdict.Word)
        : null;

    private Dictionary<int, double> RateByBlock(CellFold cell)
    {
        var rates = new Dictionary<int, double>(cell.Accepted.Count);
        foreach (ref readonly var trial in cell.Accepted.AsSpan()) rates.TryAdd((trial.Number - 1) / trialsPerBlock, trial.BothMbitS);
        return rates;
    }
}
