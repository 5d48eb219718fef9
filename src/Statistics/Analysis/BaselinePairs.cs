using ActorBench.Messages.Plans;

namespace ActorBench.Statistics.Analysis;

/// <summary>Which cells are put beside the baseline's: the measured ones of other platforms, and the twins. Each of the two is a family of its own.</summary>
internal static class BaselinePairs
{
    /// <param name="role">Of the family.</param>
    /// <returns>Places of a cell and of the baseline's of the same protocol, size, engine and concurrency, in the order of the cells.</returns>
    public static IReadOnlyList<(int Cell, int Baseline)> Of(IReadOnlyList<Cell> cells, string? baseline, CellRole role)
    {
        var references = cells.Index().Where(one => one.Item.Role == CellRole.Measured && one.Item.Platform == baseline)
            .ToDictionary(one => ComparedBy(one.Item), one => one.Index);
        return
        [
            .. cells.Index()
                .Where(one => one.Item.Role == role && (role == CellRole.Twin || one.Item.Platform != baseline) && references.ContainsKey(ComparedBy(one.Item)))
                .Select(one => (one.Index, references[ComparedBy(one.Item)])),
        ];
    }

    private static (Protocol Protocol, string SizeClass, int RequestBytes, int ResponseBytes, Engine Engine, int? Concurrency) ComparedBy(Cell cell) =>
        (cell.Protocol, cell.SizeClass, cell.RequestBytes, cell.ResponseBytes, cell.Engine, cell.Concurrency);
}
