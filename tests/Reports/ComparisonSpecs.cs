using System.Text.RegularExpressions;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Reports.Comparison;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class ComparisonSpecs
{
    [Fact]
    public void What_changed_is_said_in_benchstats_grammar_after_method_and_machine()
    {
        var before = Stored.Campaign("before", Stored.TwoPlatforms, Stored.Calm(), Some.Environment("h1", "native", ("cpu.governor", "powersave")));
        var after = Stored.Campaign("after", Stored.TwoPlatforms + "timing: netperf\n", spec => Slower(spec), Some.Environment("h1", "native", ("cpu.governor", "performance")));

        var lines = Lines(before, after);

        Assert.Equal("A = before, 2026-11-23", lines[0]);
        Assert.Contains("  timing: strict → netperf", lines);
        Assert.True(lines.IndexOf("They were not measured alike, so a difference below may be one of method:") < lines.IndexOf("Environments differ (A → B):"));
        Assert.Contains("    cpu.governor: powersave → performance", lines);
        Assert.Contains("TCP small · Mbit/s both ways, median ± 95 %", lines);
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^1 KiB +bridge +90\.\d+ ± \d % +8\d\.\d+ ± \d %  -10\.0 % \[-\d+\.\d, -\d\.\d\] +n=10\+10$"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^1 KiB +native .* 0\.0 % \[-0\.\d, \+0\.\d\] +≈  n=10\+10$"));
        Assert.Contains(lines, line => line.StartsWith("geomean", StringComparison.Ordinal) && line.EndsWith("summary, not a measurement", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));

        static double Slower(TrialSpec spec) => Stored.Calm()(spec) * (spec.Cell.Platform == "bridge" ? 0.9 : 1);
    }

    [Fact]
    public void Guests_that_were_kept_otherwise_are_a_difference_of_method()
    {
        var lines = Lines(Stored.Campaign("a", Stored.TwoPlatforms, Stored.Calm()), Stored.Campaign("b", Stored.TwoPlatforms + "guests: cold\n", Stored.Calm()));

        Assert.Contains("  guests: warm → cold", lines);
    }

    [Fact]
    public void Too_few_trials_are_marked_with_what_is_needed()
    {
        var few = Stored.TwoPlatforms.Replace("10", "5", StringComparison.Ordinal);
        var lines = Lines(Stored.Campaign("a", Stored.TwoPlatforms, Stored.Calm()), Stored.Campaign("b", few, Stored.Calm()));

        Assert.Equal(4, lines.Count(line => line.Contains("?  n=10+5, need ≥ 6", StringComparison.Ordinal)));
        Assert.Contains("Environments: not known of both.", lines);
    }

    [Fact]
    public void A_cell_of_one_campaign_alone_is_listed()
    {
        var other = Stored.TwoPlatforms.Replace("1 KiB", "2 KiB", StringComparison.Ordinal);
        var lines = Lines(Stored.Campaign("a", Stored.TwoPlatforms, Stored.Calm()), Stored.Campaign("b", other, Stored.Calm()));

        Assert.Contains("Only in A: native tcp 1 KiB, bridge tcp 1 KiB", lines);
        Assert.Contains("Only in B: native tcp 2 KiB, bridge tcp 2 KiB", lines);
    }

    [Fact]
    public void Scripts_get_the_same()
    {
        var json = ComparisonJson.Write(Both(Stored.Campaign("a", Stored.TwoPlatforms, Stored.Calm()), Stored.Campaign("b", Stored.TwoPlatforms, Stored.Calm(80)), CellFilter.Read("size:1B platform:native").Filter));
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var cell = Assert.Single(document.RootElement.GetProperty("cells").EnumerateArray());

        Assert.Equal(("slower", false, 10), (cell.GetProperty("verdict").GetString(), cell.GetProperty("equivalent").GetBoolean(), cell.GetProperty("b").GetProperty("n").GetInt32()));
        Assert.Equal(-11.1, cell.GetProperty("delta_pct").GetDouble(), 0.1);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("proto:tcp", true)]
    [InlineData("proto:udp,tcp platform:native", true)]
    [InlineData("proto:udp", false)]
    [InlineData("-platform:native", false)]
    [InlineData("size:64KiB", false)]
    [InlineData("size:1b class:small engine:native", true)]
    public void A_filter_takes_cells(string filter, bool takes) => Assert.Equal(takes, CellFilter.Read(filter).Filter?.Takes(Some.Tcp1));

    [Theory]
    [InlineData("tcp", "'tcp' is no term of a filter; write one such as 'proto:tcp' or '-size:1B,64KiB'.")]
    [InlineData("platfrom:native", "unknown key 'platfrom' in the filter; did you mean 'platform'?")]
    public void A_filter_that_is_none_is_refused(string filter, string refusal) => Assert.Equal(refusal, CellFilter.Read(filter).Refusal);

    private static ComparedCampaigns Both(CampaignRecord a, CampaignRecord b, CellFilter? filter = null) =>
        ComparedCampaigns.Of(ComparedCampaign.Of(a), ComparedCampaign.Of(b), filter);

    private static List<string> Lines(CampaignRecord a, CampaignRecord b)
    {
        var text = new StringWriter();
        ComparisonText.Write(text, Both(a, b));
        return [.. text.ToString().Split('\n')];
    }
}
