using System.Xml.Linq;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports.Figures;
using ActorBench.Reports.Sections;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests.Reporting;

public sealed class HtmlReportSpecs
{
    private const string Hostile = "<script>alert(1)</script>\u001b[31m'\"&";

    private static readonly Lazy<string> Page = new(() => Html(new StoredCampaigns()));

    [Fact]
    public void It_opens_with_one_sentence_a_platform_with_its_cost_and_interval()
    {
        var verdicts = Parsed(Page.Value).Descendants("div").First(div => (string?)div.Attribute("class") == "verdicts").Elements("p").Select(p => p.Value.Trim()).ToList();

        Assert.Equal(2, verdicts.Count);
        Assert.Matches(@"^baseline\s+native is what the others are compared with; its CV is .+ % \[.+\]", verdicts[0]);
        Assert.Matches(@"^slower\s+bridge costs 9\.\d+ % \[\d.+\] of native's rate on average over 3 cells", verdicts[1]);
    }

    [Fact]
    public void Its_parts_come_in_the_order_of_an_argument() => Assert.Equal(
        ["Overhead at a glance", "Transfer rate", "Variation", "Platforms beside the baseline", "Latency", "Processor time and service demand", "Data quality", "Environment", "Methods", "Deviations from the plan", "Raw data and reproduction"],
        Parsed(Page.Value).Descendants("h2").Select(heading => heading.Value));

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        var page = Parsed(Page.Value);

        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "style");
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "src" or "href" && a.Value.StartsWith("http", StringComparison.Ordinal));
        var policy = (string)page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") is not null).Attribute("content")!;
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mean_has_n_and_interval_and_every_cv_its_interval()
    {
        foreach (var table in Parsed(Page.Value).Descendants("table"))
        {
            var columns = table.Descendants("th").Where(th => (string?)th.Attribute("scope") == "col").Select(th => th.Value).ToList();
            foreach (var row in table.Descendants("tbody").Single().Elements("tr"))
            {
                foreach (var (name, cell) in columns.Zip(row.Elements().Select(cell => cell.Value)).Where(pair => pair.First.Contains("95 % CI", StringComparison.Ordinal)))
                    Assert.Matches(@"\[.+, .+\]|–", $"{name}: {cell}"[(name.Length + 2)..]);
            }
        }
    }

    [Fact]
    public void Below_six_trials_it_says_so_and_gives_no_interval()
    {
        var page = Html(new StoredCampaigns(StoredCampaigns.Small.Replace("repetitions: 8", "repetitions: 5", StringComparison.Ordinal)));

        Assert.Contains("(need ≥ 6)", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<td>\d[\d., %]* \[", page);
    }

    [Fact]
    public void A_campaign_that_is_not_over_says_on_top_how_far_it_is()
    {
        var notice = Parsed(Html(new StoredCampaigns { Measured = 20 })).Descendants("p").First(p => (string?)p.Attribute("class") == "notice");

        Assert.Contains("not finished: 20 of 48 trials", notice.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Emulated_machines_are_named_on_top()
    {
        var seen = new StoredCampaigns
        {
            More = [Some.Environment("h1", "native", ("guest.wiring", "none")), Some.Environment("h1", "bridge", ("guest.emulated", "true")), Some.Environment("h2", "bridge", ("guest.emulated", "true"))],
        };

        var notices = Parsed(Html(seen)).Descendants("p").Where(p => (string?)p.Attribute("class") == "notice").Select(p => p.Value);

        Assert.Contains("Measured on emulated machines: bridge. Their ratios are about the emulation, not about the platform on hardware.", notices);
    }

    [Fact]
    public void A_campaign_without_any_result_still_has_a_report() =>
        Assert.Contains("has no accepted trial yet", Html(new StoredCampaigns { Measured = 0 }), StringComparison.Ordinal);

    [Fact]
    public void Names_and_facts_from_elsewhere_stay_text()
    {
        var campaign = new CampaignId(Hostile);
        var page = Html(new StoredCampaigns(StoredCampaigns.Small + $"\ndescription: \"<img src=x onerror=alert(1)>\"\n", campaign)
        {
            More =
            [
                Some.Failed(1, reason: Hostile),
                Some.Environment("h1", "native", (Hostile, Hostile)),
                Some.Environment("h1", "bridge", (Hostile, "other")),
                new PairEvents.BlockStarted(campaign, Some.Pair, 1, 1, 1, Some.Start),
            ],
        });

        // That it parses as XML at all is most of the proof.
        var parsed = Parsed(page);
        Assert.Empty(parsed.Descendants("script").Concat(parsed.Descendants("img")));
        Assert.DoesNotContain(page, c => char.IsControl(c) && c != '\n');
        Assert.Contains("<script>alert(1)</script>", parsed.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_rejected_is_a_deviation_with_its_reason()
    {
        var page = Html(new StoredCampaigns { More = [Some.Failed(1), Some.Failed(3)] });

        Assert.Contains("attempt rejected: peer-closed", page, StringComparison.Ordinal);
        Assert.Contains("The responder closed after 12 exchanges.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("None: every trial was accepted at its first attempt.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_campaign_gives_the_same_bytes() => Assert.Equal(Page.Value, Html(new StoredCampaigns()));

    private static string Html(StoredCampaigns campaign)
    {
        var content = campaign.Content();
        return HtmlReport.Write(content, GroupFigures.Of(content));
    }

    private static XElement Parsed(string page) => XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal)).Root!;
}
