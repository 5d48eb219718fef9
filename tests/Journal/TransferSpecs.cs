using ActorBench.Journal.Transfer;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class TransferSpecs
{
    [Fact]
    public async Task A_campaign_is_the_same_in_a_file_and_in_each_store_that_took_it_from_one()
    {
        var server = await PostgresServer.SharedAsync();
        using var source = Filled();
        using var back = new TestStore(withTable: false);
        var first = Export(source.Address);
        var database = await server.NewDatabaseAsync();

        CampaignImport.Read(database, new StringReader(first), "first");
        var second = Export(database);
        CampaignImport.Read(back.Address, new StringReader(second), "second");

        Assert.Equal(first, second);
        Assert.Equal(first, Export(back.Address));
        using var reader = StoreReader.Open(database);
        var (record, problems) = StoreInspector.Inspect(reader, Some.Campaign);
        Assert.Empty(problems);
        Assert.Equal(3, record!.TrialEvents.Count());
        Assert.Equal(3, reader.Read(Some.Campaign)!.TrialEvents.Count());
        Assert.Equal([3L], reader.Read(Some.Campaign, marks: new Dictionary<string, long> { [$"{Some.Pair}"] = 2 })!.Pairs.SelectMany(pair => pair.Events).Select(e => e.SequenceNr));
        Assert.Equal(5, CampaignEraser.Erase(database, Some.Campaign));
        Assert.Empty(reader.Campaigns());
    }

    [Theory]
    [InlineData("trial\\u00225", "", "the line is damaged")]
    [InlineData("\"version\":1", "\"version\":2", "this build reads version 1")]
    [InlineData("actorbench-events", "other", "this is no file of 'actorbench-events'")]
    [InlineData("\"rows\":5", "\"rows\":6", "1 lines too early")]
    [InlineData("\"rows\":5", "\"rows\":4", "goes on beyond")]
    [InlineData("\"nr\":2", "\"nr\":3", "the line is damaged")]
    public void What_is_not_as_it_was_written_is_refused_with_its_line_and_nothing_of_it_is_stored(string from, string to, string why)
    {
        using var source = Filled();
        using var target = new TestStore(withTable: false);
        var text = Export(source.Address);
        var changed = from.StartsWith("trial", StringComparison.Ordinal) ? text.Replace("24862", "24863", StringComparison.Ordinal) : text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);

        var refused = Assert.Throws<EventFileException>(() => CampaignImport.Read(target.Address, new StringReader(changed), "a.jsonl"));

        Assert.Matches("^a[.]jsonl:[0-9]+: ", refused.Message);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        if (!File.Exists(target.Path)) return;
        using var reader = StoreReader.Open(target.Address);
        Assert.Empty(reader.Campaigns());
    }

    [Fact]
    public void A_campaign_that_is_there_is_not_taken_again()
    {
        using var source = Filled();

        var refused = Assert.Throws<EventFileException>(() => CampaignImport.Read(source.Address, new StringReader(Export(source.Address)), "a.jsonl"));

        Assert.Contains($"campaign {Some.Campaign} is in the store", refused.Message, StringComparison.Ordinal);
    }

    private static TestStore Filled()
    {
        var store = new TestStore();
        StoreSchema.Ensure(store.Address);
        store.Append(PersistenceIds.Campaign(Some.Campaign), [Some.Started(), Some.Granted()]);
        store.Append(PersistenceIds.Pair(Some.Campaign, Some.Pair), [Some.Recorded(1), Some.Failed(2), Some.Recorded(2, attempt: 2)]);
        return store;
    }

    private static string Export(StoreAddress store)
    {
        using var text = new StringWriter();
        CampaignExport.Write(store, Some.Campaign, text);
        return text.ToString();
    }
}
