namespace ActorBench.Campaigns.Plans;

/// <summary>Orders of n treatments in which each follows each other equally often, so that what one leaves behind falls on all alike.</summary>
/// <remarks>Williams 1949: the rows of a cyclic square begun with 0, 1, n−1, 2, n−2 …; an odd n needs their mirror images too.</remarks>
public static class WilliamsSquare
{
    /// <returns>n rows for an even n, 2n for an odd one above 1.</returns>
    public static int[][] Rows(int n)
    {
        int[] first = [.. Enumerable.Range(0, n).Select(i => i % 2 == 1 ? (i + 1) / 2 : (n - (i / 2)) % n)];
        int[][] rows = [.. Enumerable.Range(0, n).Select(shift => first.Select(one => (one + shift) % n).ToArray())];
        return n % 2 == 0 || n == 1 ? rows : [.. rows, .. rows.Select(row => row.Reverse().ToArray())];
    }
}
