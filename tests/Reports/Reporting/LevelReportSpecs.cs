using System.Text.Json.Nodes;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Sections;
using ActorBench.Reports.Text;

namespace ActorBench.Reports.Tests.Reporting;

public sealed class LevelReportSpecs
{
    private const string Text = """
        name: levels
        seed: 7
        lab: { kind: netns, hosts: 4 }
        pairs: disjoint
        concurrency: [1, max]
        platforms: [native, bridge]
        protocols: { tcp: { sizes: [1 B, 512 B] } }
        repetitions: 8
        """;

    private static readonly Lazy<Content.ReportContent> Levels = new(() => new StoredCampaigns(Text).Content());

    [Fact]
    public void A_campaign_with_levels_has_a_section_with_a_total_and_a_share_for_each_size()
    {
        var page = HtmlReport.Write(Levels.Value, GroupFigures.Of(Levels.Value));
        Assert.Contains("<h2>Scaling with pairs</h2>", page, StringComparison.Ordinal);
        Assert.Contains("TCP 1 B: sum of rates over pairs at once", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Scaling with pairs", HtmlReport.Write(new StoredCampaigns().Content(), []), StringComparison.Ordinal);
        Assert.Equal(
            ["pairs-total-tcp-1-b", "pairs-share-tcp-1-b", "pairs-total-tcp-512-b", "pairs-share-tcp-512-b"],
            LevelFigure.Of(Levels.Value).Select(figure => figure.Name));
    }

    [Fact]
    public void Its_json_has_a_level_for_each_cell_and_rounds_of_all_pairs()
    {
        var levels = JsonNode.Parse(ReportJson.Write(Levels.Value))!["levels"]!.AsArray();
        Assert.Equal(8, levels.Count);
        Assert.All(levels, level => Assert.Equal((int)level!["concurrency"]! == 1 ? (16, 0) : (8, 16), ((int)level["rounds"]!, (int)level["blocks"]!)));
        Assert.All(levels.Where(level => (int)level!["concurrency"]! == 2), level =>
        {
            Assert.InRange((double)level!["ratio_to_alone"]!["value"]!, 0.95, 1.05);
            Assert.InRange((double)level["jain_worst"]!, 0.99, 1);
            Assert.False((bool)level["contended"]!);
        });
    }

    [Fact]
    public void Platforms_stand_beside_the_baseline_of_their_own_level_and_the_whole_has_one_sentence() =>
        Assert.All(Levels.Value.Analysis.Comparisons, one =>
        {
            Assert.Equal(one.Cell.Cell.Concurrency, one.Baseline.Cell.Concurrency);
            Assert.Equal(16, one.Ratio.Blocks);
        });
}
