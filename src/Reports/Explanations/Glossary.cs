using ActorBench.Messages.Trials;
using ActorBench.Statistics.Findings;
using ActorBench.Statistics.Validity;

namespace ActorBench.Reports.Explanations;

/// <summary>All codes that there are.</summary>
public static class Glossary
{
    private const string Flag = "flag";

    private static readonly Explanation Lossy = new(
        TrialFlags.Lossy,
        Flag,
        "The trial lost exchanges: over UDP a response did not come within its timeout, and the exchange was given up.",
        "Compare losses before rates; see the columns lost, late and stalled_ns of 'actorbench export'.",
        "The time lost is stalled_ns and, with timing strict, not in the rate. docs/measurement.md, section Loss.");

    /// <summary>Findings, the gravest first, then flags of trials.</summary>
    public static IReadOnlyList<Explanation> All { get; } =
    [
        .. FindingRules.All.OrderByDescending(rule => rule.Kind)
            .Select(rule => new Explanation(rule.Code, Words.Kebab(rule.Kind), rule.Meaning, rule.Remedy, rule.Explanation)),
        Lossy,
        .. ValidityRules.All.Select(rule => new Explanation(TrialFlags.InvalidPrefix + rule.Code, Flag, rule.Sentence, null, Validity)),
    ];

    private static string Validity =>
        "A rule of validity, fixed before the first trial, that looks at what the kernel counted around it. The trial stays in every figure (docs/decisions/0014); the exact "
        + "limits are in docs/measurement.md, section Validity.";

    /// <param name="code">Of a validity rule with or without <c>invalid:</c>; in any case where only the case tells it from another.</param>
    /// <returns>Null for a code that there is not.</returns>
    public static Explanation? Find(string code) =>
        All.FirstOrDefault(one => one.Code == code) ?? All.FirstOrDefault(one => Same(one.Code, code))
        ?? All.FirstOrDefault(one => Same(one.Code, TrialFlags.InvalidPrefix + code));

    private static bool Same(string a, string b) => string.Equals(Folded(a), Folded(b), StringComparison.OrdinalIgnoreCase);

    private static string Folded(string code) => code.Replace('-', '_');
}
