namespace ActorBench.HostNode.Doctor;

/// <summary>Findings for people: a mark, the check, what was seen, and below it what to do.</summary>
public static class DoctorText
{
    private const string Reset = "\u001b[0m";

    /// <param name="ascii">For terminals without Unicode.</param>
    /// <param name="colour">For terminals that show it.</param>
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings, bool ascii, bool colour)
    {
        var width = findings.Max(finding => finding.Id.Length);
        foreach (var finding in findings)
        {
            var (mark, twin, code) = Mark(finding.Severity);
            var shown = ascii ? twin : mark;
            output.Write(colour ? $"{code}{shown}{Reset}" : shown);
            output.Write($" {finding.Id.PadRight(width)}  {finding.Evidence}\n");
            if (finding.Fix is { } fix) output.Write($"{new string(' ', shown.Length + width + 3)}fix: {fix}\n");
        }

        output.Write($"{Verdict(findings)}\n");
    }

    /// <summary>The platforms that a campaign could measure here, and what the others lack.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PlatformFinding> platforms)
    {
        var width = platforms.Max(platform => platform.Platform.Length);
        output.Write("\nPlatforms whose guests can be started here:\n");
        foreach (var platform in platforms) output.Write($"  {platform.Platform.PadRight(width)}  {platform.WhyNot ?? "yes"}\n");
    }

    private static (string Mark, string Twin, string Colour) Mark(Severity severity) => severity switch
    {
        Severity.Ok => ("✓", "ok", "\u001b[32m"),
        Severity.Warning => ("!", "! ", "\u001b[33m"),
        _ => ("✗", "x ", "\u001b[31m"),
    };

    private static string Verdict(IReadOnlyList<Finding> findings)
    {
        var (blocking, warnings) = (findings.Count(f => f.Severity == Severity.Blocking), findings.Count(f => f.Severity == Severity.Warning));
        return blocking > 0
            ? $"{Count(blocking, "check")} of {findings.Count} would keep a run from working, {Count(warnings, "warning")}."
            : warnings > 0
                ? $"A run works here; {Count(warnings, "warning")} of {Count(findings.Count, "check")}."
                : $"A run works here; nothing to mend in {Count(findings.Count, "check")}.";
    }

    private static string Count(int count, string word) => $"{count} {word}{(count == 1 ? "" : "s")}";
}
