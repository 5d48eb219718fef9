using System.Text.Json.Nodes;
using System.Xml.Linq;
using ActorBench.Messages.Plans;
using ActorBench.Reports.Text;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests.Reporting;

public sealed class TextReportSpecs
{
    private const string Hostile = "=cmd|' /C calc'!A0 <script>`x` ]] $\\input{x}$ %\n\u001b[31m@all";

    private static readonly StoredCampaigns Broken = new(campaign: new CampaignId(Hostile))
    {
        More = [Some.Failed(1, reason: Hostile), Some.Environment("h1", "native", (Hostile, Hostile))],
    };

    [Fact]
    public void Markdown_is_short_and_folds_its_tables()
    {
        var text = MarkdownReport.Write(new StoredCampaigns().Content());

        Assert.InRange(text.Length, 1, 60_000);
        Assert.Contains("- **slower** · bridge costs", text, StringComparison.Ordinal);
        Assert.Equal(Count(text, "<details>"), Count(text, "</details>"));
        Assert.Contains("| 512 B | bridge | 8 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_takes_no_text_for_more_than_text()
    {
        var text = MarkdownReport.Write(Broken.Content());

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@all", text, StringComparison.Ordinal);
        Assert.Contains("\\`x\\`", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void Latex_has_a_table_with_rules_for_each_class()
    {
        var text = LatexReport.Write(new StoredCampaigns().Content());

        Assert.Equal(2, Count(text, "\\begin{tabular}{rrrrrrrrr}"));
        Assert.Equal((2, 2, 2), (Count(text, "\\toprule"), Count(text, "\\midrule"), Count(text, "\\bottomrule")));
        Assert.Equal(Count(text, "\\begin{"), Count(text, "\\end{"));
        Assert.Contains("CV \\textless{} 2.5 \\%", text, StringComparison.Ordinal);
        var rows = text.Split('\n').Where(line => line.StartsWith("512 B &", StringComparison.Ordinal)).ToList();
        Assert.All(rows, row => Assert.Equal(8, row.Count(c => c == '&')));
        Assert.Equal(0, Depth(text));
    }

    [Fact]
    public void Latex_runs_nothing_that_a_name_holds()
    {
        Assert.Equal("\\$\\textbackslash{}input\\{x\\}\\$ \\% 100\\_000", LatexReport.Escaped("$\\input{x}$ % 100_000"));
        var text = LatexReport.Write(Broken.Content());
        Assert.DoesNotContain('\u001b', text);
        Assert.All(text.Split('\n').Where(line => line.Contains("cmd|", StringComparison.Ordinal)), line => Assert.StartsWith("% ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Junit_has_a_case_for_each_cell_and_fails_those_that_are_not_whole()
    {
        var whole = XDocument.Parse(JunitReport.Write(new StoredCampaigns().Content())).Root!;
        var half = XDocument.Parse(JunitReport.Write(new StoredCampaigns { Measured = 20 }.Content())).Root!;

        Assert.Equal(["thresholds", "cells", "findings"], whole.Elements("testsuite").Select(suite => (string?)suite.Attribute("name")));
        var cells = whole.Elements("testsuite").ElementAt(1);
        Assert.Equal(("6", "0"), ((string?)cells.Attribute("tests"), (string?)cells.Attribute("failures")));
        Assert.Contains("n 8 of 8; mean ", cells.Elements("testcase").First().Value, StringComparison.Ordinal);
        Assert.Equal("6", (string?)half.Elements("testsuite").ElementAt(1).Attribute("failures"));
        XDocument.Parse(JunitReport.Write(Broken.Content()));
    }

    [Fact]
    public void Json_has_figures_with_the_ends_of_their_intervals_and_null_where_there_is_none()
    {
        var whole = JsonNode.Parse(ReportJson.Write(new StoredCampaigns().Content()))!;
        var few = JsonNode.Parse(ReportJson.Write(new StoredCampaigns { Measured = 20 }.Content()))!;

        Assert.Equal((true, 48, 48), ((bool)whole["finished"]!, (int)whole["planned"]!, (int)whole["accepted"]!));
        var cell = whole["cells"]![0]!;
        Assert.Equal("native", (string?)cell["platform"]);
        Assert.InRange((double)cell["mean_both_mbit_s"]!["value"]!, (double)cell["mean_both_mbit_s"]!["low"]!, (double)cell["mean_both_mbit_s"]!["high"]!);
        Assert.Equal(["slower", "slower", "slower"], whole["comparisons"]!.AsArray().Select(one => (string?)one!["verdict"]));
        Assert.Null(few["cells"]![0]!["mean_both_mbit_s"]!["low"]);
        Assert.Equal("need ≥ 6", (string?)few["comparisons"]![0]!["verdict"]);
        Assert.Equal(64, ((string?)whole["rows_csv_sha256"])!.Length);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Braces that were opened and not closed.</summary>
    private static int Depth(string text)
    {
        var bare = text.Replace("\\{", "", StringComparison.Ordinal).Replace("\\}", "", StringComparison.Ordinal);
        return bare.Count(c => c == '{') - bare.Count(c => c == '}');
    }
}
