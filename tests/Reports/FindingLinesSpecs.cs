using ActorBench.Statistics.Findings;

namespace ActorBench.Reports.Tests;

public sealed class FindingLinesSpecs
{
    [Fact]
    public void A_code_that_is_everywhere_leaves_room_for_the_others_and_hints_are_not_there()
    {
        var lines = Lines([.. Enumerable.Range(1, 21).Select(i => Of("FEW_RUNS", $"cell {i}")), Of("DRIFT", "sentinel"), Of("NOT_NORMAL", "cell 1")]);

        Assert.Equal(
            [
                "Warnings",
                "  FEW_RUNS  cell 1: evidence",
                "  FEW_RUNS  cell 2: evidence",
                "  FEW_RUNS  cell 3: evidence",
                "  DRIFT     sentinel: evidence",
                "  … and 18 more; 'actorbench report' has all.",
                "What each means and what to do: actorbench explain FEW_RUNS",
            ],
            lines);
    }

    [Fact]
    public void More_than_ten_are_cut_and_long_ones_broken()
    {
        var lines = Lines([.. FindingRules.All.Where(rule => rule.Kind != FindingKind.Hint).Select(rule => new Finding(rule, "cell", string.Join(' ', Enumerable.Repeat("evidence", 20))))]);

        Assert.Equal(10, lines.Count(line => line.Contains("cell:", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Names_from_hosts_cannot_speak_to_a_terminal() =>
        Assert.DoesNotContain('\u001b', string.Concat(Lines([Of("DRIFT", "\u001b[31mred") with { Evidence = "\u001b]0;title" }])));

    [Fact]
    public void Hints_alone_are_no_paragraph() => Assert.Empty(Lines([Of("NOT_NORMAL", "cell")]));

    private static List<string> Lines(IReadOnlyList<Finding> findings) => [.. FindingLines.Of(findings, "actorbench explain", "actorbench report")];

    private static Finding Of(string code, string where) => new(FindingRules.All.Single(rule => rule.Code == code), where, "evidence");
}
