using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

/// <summary>These names are in stores that exist: a change here loses what is stored under them.</summary>
public sealed class PersistenceIdsSpecs
{
    [Fact]
    public void The_names_are_fixed()
    {
        Assert.Equal("campaign-quick-3fa2c1-1", PersistenceIds.Campaign(Some.Campaign));
        Assert.Equal("pair-quick-3fa2c1-1/h1:h2", PersistenceIds.Pair(Some.Campaign, Some.Pair));
        Assert.Equal("host-h1", PersistenceIds.Host("h1"));
        Assert.Equal("statistics-quick-3fa2c1-1", PersistenceIds.Statistics(Some.Campaign));
        Assert.Equal(1001, JournalManifests.SerializerId);
    }

    [Fact]
    public void Each_reads_back()
    {
        Assert.Equal(Some.Campaign, PersistenceIds.ParseCampaign(PersistenceIds.Campaign(Some.Campaign)));
        Assert.Equal((Some.Campaign, Some.Pair), PersistenceIds.ParsePair(PersistenceIds.Pair(Some.Campaign, Some.Pair)));
        Assert.Equal("h1", PersistenceIds.ParseHost("host-h1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pair-")]
    [InlineData("pair-quick")]
    [InlineData("pair-/h1:h2")]
    [InlineData("pair-quick/h1")]
    [InlineData("campaign-quick")]
    public void What_is_no_pair_is_refused(string id) => Assert.Throws<FormatException>(() => PersistenceIds.ParsePair(id));
}
