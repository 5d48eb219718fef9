namespace ActorBench.Statistics.Intervals;

/// <summary>Order statistics of the sums of every row with every column, without making the sums: in a table of sorted rows and columns they rise both ways.</summary>
/// <remarks>Selection after Johnson and Mizoguchi (1978), with pivots at random: about n log n time and n memory. The pivots do not change the result.</remarks>
internal readonly ref struct PairwiseSums
{
    private const ulong Seed = 1978;

    private readonly ReadOnlySpan<double> _rows;
    private readonly ReadOnlySpan<double> _columns;
    private readonly bool _fromDiagonal;

    private PairwiseSums(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, bool fromDiagonal)
    {
        _rows = rows;
        _columns = columns;
        _fromDiagonal = fromDiagonal;
        Count = fromDiagonal ? rows.Length * (rows.Length + 1L) / 2 : (long)rows.Length * columns.Length;
    }

    public long Count { get; }

    /// <summary>Each value with itself and with every later one.</summary>
    /// <param name="sorted">In ascending order.</param>
    public static PairwiseSums Within(ReadOnlySpan<double> sorted) => new(sorted, sorted, fromDiagonal: true);

    /// <param name="rows">In ascending order.</param>
    /// <param name="columns">In ascending order.</param>
    public static PairwiseSums Between(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns) => new(rows, columns, fromDiagonal: false);

    /// <param name="rank">From 1, the least, to <see cref="Count"/>.</param>
    public double At(long rank)
    {
        var (random, left) = (new SeededRandom(Seed), Count);
        // What is left of each row, and how far the sums below the pivot reach in it, and those up to it.
        int[] from = new int[_rows.Length], to = new int[_rows.Length], below = new int[_rows.Length], upTo = new int[_rows.Length];
        Array.Fill(to, _columns.Length);
        for (var row = 0; _fromDiagonal && row < from.Length; row++) from[row] = row;
        while (true)
        {
            var pivot = Candidate(random.Below(left), from, to);
            var less = Divide(pivot, orEqual: false, from, to, below);
            var notMore = Divide(pivot, orEqual: true, from, to, upTo);
            if (rank > less && rank <= notMore) return pivot;
            if (rank <= less)
            {
                (to, below, left) = (below, to, less);
            }
            else
            {
                (from, upTo, left, rank) = (upTo, from, left - notMore, rank - notMore);
            }
        }
    }

    private double Candidate(long index, int[] from, int[] to)
    {
        var row = 0;
        for (; index >= to[row] - from[row]; row++) index -= to[row] - from[row];
        return _rows[row] + _columns[from[row] + (int)index];
    }

    /// <returns>How many of the sums that are left lie below the pivot, or up to it.</returns>
    private long Divide(double pivot, bool orEqual, int[] from, int[] to, int[] bounds)
    {
        var (count, column) = (0L, _columns.Length);
        for (var row = 0; row < bounds.Length; row++)
        {
            while (column > 0 && _rows[row] + _columns[column - 1] is var sum && (orEqual ? sum > pivot : sum >= pivot)) column--;
            bounds[row] = Math.Clamp(column, from[row], to[row]);
            count += bounds[row] - from[row];
        }

        return count;
    }
}
