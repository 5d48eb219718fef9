using ActorBench.Messages.Plans;

namespace ActorBench.Statistics.Analysis;

/// <summary>What two platforms' cells have in common when one is put beside the other.</summary>
internal readonly record struct ComparedBy(Protocol Protocol, string SizeClass, int RequestBytes, int ResponseBytes, Engine Engine)
{
    public static ComparedBy Of(Cell cell) => new(cell.Protocol, cell.SizeClass, cell.RequestBytes, cell.ResponseBytes, cell.Engine);
}
