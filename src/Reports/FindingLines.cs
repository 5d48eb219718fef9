using ActorBench.Statistics.Findings;

namespace ActorBench.Reports;

/// <summary>The warnings that end a run: a few lines, the gravest first. Hints are for the report.</summary>
public static class FindingLines
{
    private const int Width = 100;
    private const int MostLines = 10;

    /// <summary>Lines of one code, so that a fault of every cell leaves room for the others.</summary>
    private const int MostOfOneCode = 3;

    /// <param name="explain">The command that explains a code.</param>
    /// <param name="report">The command that has all.</param>
    public static IEnumerable<string> Of(IReadOnlyList<Finding> findings, string explain, string report)
    {
        var grave = findings.Where(finding => finding.Rule.Kind != FindingKind.Hint).ToList();
        if (grave.Count == 0) yield break;
        var shown = grave.GroupBy(finding => finding.Rule.Code).SelectMany(code => code.Take(MostOfOneCode)).Take(MostLines).ToList();
        var code = shown.Max(finding => finding.Rule.Code.Length);
        yield return "Warnings";
        foreach (var finding in shown)
        {
            var lines = Words.Wrapped($"{Words.Inert(finding.Where)}: {Words.Inert(finding.Evidence)}", Width - code - 4);
            foreach (var (i, line) in lines.Index()) yield return $"  {(i == 0 ? finding.Rule.Code : "").PadRight(code)}  {line}";
        }

        if (grave.Count > shown.Count) yield return $"  … and {Words.Thousands(grave.Count - shown.Count)} more; '{report}' has all.";
        yield return $"What each means and what to do: {explain} {shown[0].Rule.Code}";
    }
}
