namespace ActorBench.Campaigns.Files;

/// <summary>Did-you-mean: the known word that a typing slip would have come from.</summary>
public static class Nearest
{
    /// <summary>The end of a sentence: a suggestion when one word is close, else what is known.</summary>
    public static string Hint(string word, IReadOnlyList<string> known) =>
        To(word, known) is { } near ? $"did you mean '{near}'?" : $"choose from: {string.Join(", ", known)}";

    /// <returns>Null when nothing is close: a wrong suggestion is worse than none.</returns>
    public static string? To(string word, IReadOnlyList<string> known)
    {
        if (word.Length is 0 or > 40) return null;
        var near = known.Select(candidate => (candidate, distance: Distance(Fold(word), Fold(candidate)))).MinBy(c => c.distance);
        return near.distance <= Math.Max(1, Math.Min(word.Length, near.candidate.Length) / 3) && near.distance < word.Length
            ? near.candidate
            : null;
    }

    private static string Fold(string word) => word.ToLowerInvariant().Replace('_', '-');

    /// <summary>Optimal string alignment: insert, delete, replace, swap of neighbours cost one each.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
