using ActorBench.Campaigns.Files;

namespace ActorBench.Campaigns.Plans;

/// <summary>What was changed in a campaign file, for the refusal to go on with another plan.</summary>
public static class SourceDiff
{
    /// <summary>Above this many pairs of lines the changed part is shown whole: the table would cost more than it tells.</summary>
    private const int LargestTable = 1_000_000;

    /// <returns>
    /// Lines that went (<c>- </c>) and came (<c>+ </c>) in the order of the file, and how many more there are beyond
    /// <paramref name="atMost"/> lines; empty when only line ends differ.
    /// </returns>
    public static string Lines(string before, string after, int atMost = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 2);
        var changes = Changes(Split(before), Split(after));
        var shown = changes.Count <= atMost
            ? changes
            : [.. changes.Take(atMost - 1), Shown.Invariant($"… and {changes.Count - atMost + 1} more changed lines")];
        return string.Join('\n', shown);
    }

    private static ReadOnlySpan<string> Split(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static List<string> Changes(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var head = before.CommonPrefixLength(after);
        before = before[head..];
        after = after[head..];
        while (!before.IsEmpty && !after.IsEmpty && before[^1] == after[^1])
        {
            before = before[..^1];
            after = after[..^1];
        }

        var changes = new List<string>();
        var common = (long)before.Length * after.Length <= LargestTable ? CommonLengths(before, after) : null;
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (common is not null && i < before.Length && j < after.Length && before[i] == after[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (i < before.Length && (j == after.Length || common is null || common[i + 1, j] >= common[i, j + 1]))
            {
                changes.Add(Line('-', before[i++]));
            }
            else
            {
                changes.Add(Line('+', after[j++]));
            }
        }

        return changes;
    }

    /// <summary>Length of the longest common subsequence of what follows each pair of lines.</summary>
    private static int[,] CommonLengths(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string Line(char sign, string line) => $"{sign} {Shown.Visible(line, 120)}";
}
