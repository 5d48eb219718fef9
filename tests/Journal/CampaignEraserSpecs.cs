using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class CampaignEraserSpecs
{
    [Fact]
    public void A_campaign_goes_with_its_pairs_and_its_neighbours_stay()
    {
        using var store = new TestStore();
        store.Run("CREATE TABLE snapshot(persistence_id NVARCHAR(255) NOT NULL)");
        string[] names = ["quick-3fa2c1-1", "quick-3fa2c1-10", "quick-3fa2c1-2"];
        foreach (var name in names)
        {
            var campaign = new CampaignId(name);
            store.Append(PersistenceIds.Campaign(campaign), [Some.Started(campaign), Some.Granted(campaign)]);
            store.Append(PersistenceIds.Pair(campaign, Some.Pair), [Some.Recorded(1), Some.Recorded(2)]);
            store.Run($"INSERT INTO snapshot VALUES ('{PersistenceIds.Statistics(campaign)}')");
        }

        Assert.Equal(4, CampaignEraser.Erase(store.Address, new CampaignId(names[0])));

        using var reader = StoreReader.Open(store.Address);
        Assert.Equal([names[2], names[1]], reader.Campaigns().Select(campaign => campaign.Value));
        Assert.Null(reader.Read(new CampaignId(names[0])));
        Assert.All(reader.Campaigns(), campaign => Assert.Equal(2, reader.Read(campaign)!.TrialEvents.Count()));
    }
}
