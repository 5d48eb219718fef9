using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class LabFitSpecs
{
    private static readonly Dictionary<string, string> Standing = new()
    {
        ["kind"] = "netns",
        ["hosts"] = "2",
        ["rate"] = "100 Mbit/s",
        ["wire"] = "shaped",
        ["mtu"] = "1500",
        ["cpus"] = "shared",
    };

    [Theory]
    [InlineData("", null)]
    [InlineData("lab.kind=netns", null)]
    [InlineData("lab.kind=loopback", "kind is netns where the campaign wants loopback")]
    [InlineData("lab.hosts=3", "hosts is 2 where the campaign wants 3")]
    [InlineData("lab.rate=0.1 Gbit/s", null)]
    [InlineData("lab.rate=99.5 Mbit/s", "rate is 100 Mbit/s where the campaign wants 99.5 Mbit/s")]
    [InlineData("lab.rate=none", "rate is 100 Mbit/s where the campaign wants none")]
    [InlineData("lab.wire=serialised", "wire is shaped where the campaign wants serialised")]
    [InlineData("lab.mtu=9000", "mtu is 1500 where the campaign wants 9000")]
    [InlineData("lab.cpus=apart", "cpus is shared where the campaign wants apart")]
    public void A_campaign_that_wants_another_lab_is_told_the_difference_and_the_words_that_take_it_away(string wish, string? difference)
    {
        var why = LabFit.WhyNot(Spec(wish), Standing);

        if (difference is null) Assert.Null(why);
        else Assert.Equal($"This lab is not the campaign's: {difference}. Take the lab's with --set 'lab.{Has(difference)}', or give the campaign a lab like its own.", why);
    }

    [Fact]
    public void A_campaign_that_has_begun_is_not_offered_another_plan() => Assert.Equal(
        "This lab is not the campaign's: rate is 100 Mbit/s where the campaign wants none. Give the campaign a lab like the one it began in.",
        LabFit.WhyNot(Spec("lab.rate=none"), Standing, started: true));

    [Fact]
    public void Hosts_to_spare_and_the_pinning_that_was_asked_for_are_no_difference()
    {
        var large = new Dictionary<string, string>(Standing) { ["hosts"] = "12", ["cpus_asked"] = "apart" };

        Assert.Null(LabFit.WhyNot(Spec("lab.cpus=apart"), large));
    }

    [Theory]
    [InlineData("hosts=h1,h2", null)]
    [InlineData("hosts=h2,h3", "The hosts of this lab are h1 to h2, and the campaign names h3.")]
    [InlineData("hosts=h1,h02", "The hosts of this lab are h1 to h2, and the campaign names h02.")]
    [InlineData("hosts=a,b", "The hosts of this lab are h1 to h2, and the campaign names a.")]
    public void Hosts_that_a_campaign_names_are_the_labs(string wish, string? why) => Assert.Equal(why, LabFit.WhyNot(Spec(wish), Standing));

    [Fact]
    public void A_cluster_and_a_loopback_have_no_wire_to_differ_in()
    {
        Assert.Null(LabFit.WhyNot(Spec("lab.rate=1 Gbit/s"), new Dictionary<string, string> { ["kind"] = "cluster" }));
        Assert.Null(LabFit.WhyNot(Spec("lab.rate=1 Gbit/s"), new Dictionary<string, string> { ["kind"] = "loopback", ["hosts"] = "2", ["wire"] = "none", ["cpus"] = "none" }));
    }

    /// <summary>As it stands in the sentence: <c>rate=100 Mbit/s</c>.</summary>
    private static string Has(string difference) => difference[..difference.IndexOf(" where", StringComparison.Ordinal)].Replace(" is ", "=", StringComparison.Ordinal);

    private static CampaignSpec Spec(string wish) => CampaignFile.Parse(
        new CampaignSource("test", null, "name: small\nplatforms: [native]\nprotocols: { tcp: { sizes: [1 B] } }\n"), wish.Length == 0 ? [] : [wish]);
}
