using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>Which row of its Williams square a comparison takes in a repetition of a series: each row once before any comes again.</summary>
internal sealed class RowOrders(ulong seed, IReadOnlyList<Cell[]> comparisons, int series)
{
    private readonly Dictionary<int, int[][]> _squares =
        comparisons.Select(cells => cells.Length).Distinct().ToDictionary(n => n, WilliamsSquare.Rows);

    private int _cycle = -1;
    private int[][][] _shuffled = [];

    /// <returns>Indices into the comparison's cells, in the order in which they run.</returns>
    /// <param name="repetition">From 1; asked for in rising order, or the shuffles are made again at every call.</param>
    public int[] Row(int one, int comparison, int repetition)
    {
        // One length of cycle for all comparisons, a multiple of each square's rows, so that every square is walked through whole.
        var length = _squares.Values.Select(rows => rows.Length).Aggregate(LeastCommonMultiple);
        Shuffle((repetition - 1) / length);
        var rows = _squares[comparisons[comparison].Length];
        return rows[_shuffled[one][comparison][(repetition - 1) % length % rows.Length]];
    }

    private void Shuffle(int cycle)
    {
        if (cycle == _cycle) return;
        _cycle = cycle;
        var random = new PlanRandom(seed, -1 - cycle);
        _shuffled = [.. Enumerable.Range(0, series).Select(_ => comparisons.Select(cells =>
        {
            int[] order = [.. Enumerable.Range(0, _squares[cells.Length].Length)];
            random.Shuffle(order.AsSpan());
            return order;
        }).ToArray())];
    }

    private static int LeastCommonMultiple(int a, int b)
    {
        var (x, y) = (a, b);
        while (y != 0) (x, y) = (y, x % y);
        return a / x * b;
    }
}
