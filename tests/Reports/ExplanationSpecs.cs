using ActorBench.Reports.Explanations;
using ActorBench.Statistics.Findings;
using ActorBench.Statistics.Validity;

namespace ActorBench.Reports.Tests;

public sealed class ExplanationSpecs
{
    [Fact]
    public void Every_rule_and_flag_is_explained()
    {
        Assert.All(FindingRules.All, rule => Assert.Equal(rule.Meaning, Glossary.Find(rule.Code)?.Meaning));
        Assert.All(ValidityRules.All, rule => Assert.Equal(rule.Sentence, Glossary.Find($"invalid:{rule.Code}")?.Meaning));
        Assert.Equal(FindingRules.All.Count + ValidityRules.All.Count + 1, Glossary.All.Count);
    }

    [Theory]
    [InlineData("DRIFT", "DRIFT")]
    [InlineData("few-runs", "FEW_RUNS")]
    [InlineData("steal", "invalid:steal")]
    [InlineData("Invalid:Steal", "invalid:steal")]
    [InlineData("link_changed", "invalid:link-changed")]
    [InlineData("impossible", "IMPOSSIBLE")] // the campaign's finding; the flag has its prefix
    [InlineData("invalid", "INVALID")]
    [InlineData("lossy", "lossy")] // the flag; the finding is LOSSY
    [InlineData("Lossy", "LOSSY")]
    [InlineData("nonsense", null)]
    public void A_code_is_found_in_any_case_and_a_flag_also_without_its_prefix(string asked, string? code) =>
        Assert.Equal(code, Glossary.Find(asked)?.Code);

    [Fact]
    public void Texts_fit_the_screen_and_say_what_to_do()
    {
        foreach (var one in Glossary.All)
        {
            var text = new StringWriter();
            ExplanationText.Write(text, one);
            Assert.StartsWith($"{one.Code} ({one.Kind})\n\n", text.ToString(), StringComparison.Ordinal);
            Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        }

        var list = new StringWriter();
        ExplanationText.Write(list, Glossary.All);
        Assert.Equal(Glossary.All.Count, list.ToString().Count(c => c == '\n'));
        Assert.All(list.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void The_page_of_the_docs_has_every_code_with_its_meaning()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "findings.md"));
        Assert.All(Glossary.All.Where(one => one.Kind != "flag"), one => Assert.Contains($"| `{one.Code}` | {one.Kind} | {one.Meaning} | {one.Remedy} |\n", page, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorBench.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
