using System.Security.Cryptography;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class StoreReaderSpecs
{
    private static readonly string CampaignId = PersistenceIds.Campaign(Some.Campaign);
    private static readonly string PairId = PersistenceIds.Pair(Some.Campaign, Some.Pair);

    [Fact]
    public void A_campaign_reads_back_with_the_events_of_all_its_pairs_in_order()
    {
        using var store = new TestStore();
        var other = new PairId("h3", "h4");
        store.Append(CampaignId, [Some.Started(), Some.Granted(), Some.Granted(pair: other), Some.Granted(block: 2)]);
        store.Append(PairId, [Some.Recorded(1), Some.Failed(2), Some.Recorded(2, attempt: 2)]);
        store.Append(PersistenceIds.Pair(Some.Campaign, other), [Some.Recorded(3)]);
        using var reader = StoreReader.Open(store.Address);

        var record = reader.Read(Some.Campaign)!;

        Assert.Equal(["h1:h2", "h3:h4"], record.Pairs.Select(pair => pair.Pair.ToString()));
        Assert.Equal([1, 2, 3], record.Pairs[0].Events.Select(e => e.SequenceNr));
        Assert.Equal([1, 2, 2, 3], record.TrialEvents.Select(e => e.Spec.Number));
        Assert.Equal(4, record.Events.Count);
        Assert.Null(record.Finished);
        Assert.Equal(Some.Started().FileText, reader.Started(Some.Campaign)!.FileText);
    }

    [Fact]
    public void Histograms_are_read_only_when_asked_for()
    {
        using var store = StoreWith(Some.Recorded(1));
        using var reader = StoreReader.Open(store.Address);

        Assert.Empty(Histogram(reader, TrialDetail.WithoutHistogram));
        Assert.NotEmpty(Histogram(reader, TrialDetail.Whole));

        static byte[] Histogram(StoreReader reader, TrialDetail detail) =>
            ((PairEvents.TrialRecorded)reader.PairEvents(Some.Campaign, Some.Pair, 1, detail).Single().Event).Result.Initiator.Latency.Histogram;
    }

    [Fact]
    public void The_campaign_started_last_comes_first_whatever_goes_on_in_an_older_one()
    {
        using var store = new TestStore();
        foreach (var name in (string[])["b", "a", "c"]) store.Append($"campaign-{name}", [Some.Started(new CampaignId(name))]);
        store.Append("campaign-b", 2, "block-granted:1", JournalCodec.Encode(Some.Granted(new CampaignId("b"))));
        using var reader = StoreReader.Open(store.Address);

        Assert.Equal(["c", "a", "b"], reader.Campaigns().Select(id => id.Value));
    }

    [Fact]
    public void A_campaign_is_open_until_it_is_finished_or_cancelled_and_again_after_a_retry()
    {
        using var store = new TestStore();
        var finished = new CampaignEvents.CampaignFinished(Some.Campaign, 0, Some.Start);
        var retried = new CampaignEvents.CampaignRetried(Some.Campaign, 1, null, [1], Some.Start);
        store.Append("campaign-runs", [Some.Started(), Some.Granted(), new CampaignEvents.CampaignPaused(Some.Campaign, "Lunch.", Some.Start)]);
        store.Append("campaign-finished", [Some.Started(), finished]);
        store.Append("campaign-cancelled", [Some.Started(), new CampaignEvents.CampaignCancelled(Some.Campaign, "A wrong size.", Some.Start)]);
        store.Append("campaign-retried", [Some.Started(), finished, retried]);
        store.Append("campaign-finished-again", [Some.Started(), finished, retried, finished]);
        using var reader = StoreReader.Open(store.Address);

        Assert.Equal(["retried", "runs"], reader.OpenCampaigns().Select(id => id.Value));
    }

    [Fact]
    public void Reading_goes_on_from_a_sequence_number()
    {
        using var store = StoreWith(Some.Recorded(1), Some.Recorded(2), Some.Recorded(3));
        using var reader = StoreReader.Open(store.Address);

        Assert.Equal([2, 3], reader.PairEvents(Some.Campaign, Some.Pair, 2).Select(e => e.SequenceNr));
    }

    [Fact]
    public void Deleted_events_are_not_read()
    {
        using var store = StoreWith(Some.Recorded(1));
        store.Append(PairId, 2, "no-longer-ours:9", [0], deleted: true);
        using var reader = StoreReader.Open(store.Address);

        Assert.Single(reader.PairEvents(Some.Campaign, Some.Pair, 0));
    }

    [Fact]
    public void A_writer_in_the_middle_of_a_transaction_neither_blocks_nor_shows()
    {
        using var store = StoreWith(Some.Recorded(1));
        store.Run("BEGIN IMMEDIATE");
        store.Append(PairId, 2, JournalManifests.TrialRecorded, JournalCodec.Encode(Some.Recorded(2)));
        using var reader = StoreReader.Open(store.Address);

        Assert.Single(reader.Read(Some.Campaign)!.Pairs[0].Events);
        store.Run("COMMIT");
        Assert.Equal(2, reader.Read(Some.Campaign)!.Pairs[0].Events.Count);
    }

    [Fact]
    public void What_a_killed_writer_left_in_its_log_is_read_and_the_store_stays_as_it_was()
    {
        using var store = StoreWith(Some.Recorded(1));
        // A copy of file and log without the writer's shared memory is what a power cut leaves.
        var left = Path.Combine(store.Folder, "left.db");
        File.Copy(store.Path, left);
        File.Copy(store.Path + "-wal", left + "-wal");
        var before = (SHA256.HashData(File.ReadAllBytes(left)), SHA256.HashData(File.ReadAllBytes(left + "-wal")));

        using (var reader = StoreReader.Open(StoreAddress.File(left))) Assert.Single(reader.Read(Some.Campaign)!.TrialEvents);

        Assert.Equal(before.Item1, SHA256.HashData(File.ReadAllBytes(left)));
        Assert.Equal(before.Item2, SHA256.HashData(File.ReadAllBytes(left + "-wal")));
    }

    [Fact]
    public void A_store_closed_well_is_read_without_its_log()
    {
        using var store = StoreWith(Some.Recorded(1));
        var copy = Path.Combine(store.Folder, "copy.db");
        store.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(store.Path, copy);
        using var reader = StoreReader.Open(StoreAddress.File(copy));

        Assert.Single(reader.Read(Some.Campaign)!.TrialEvents);
    }

    [Fact]
    public void A_missing_store_is_named_and_not_made()
    {
        var path = Path.Combine(Path.GetTempPath(), "actorbench-no-such-folder", "store.db");

        var missing = Assert.Throws<StoreMissingException>(() => StoreReader.Open(StoreAddress.File(path)));

        Assert.Equal($"There is no store at {path}.", missing.Message);
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void A_store_just_made_is_empty()
    {
        using var store = new TestStore(withTable: false);
        var nothing = Path.Combine(store.Folder, "empty.db");
        File.WriteAllBytes(nothing, []);

        foreach (var path in (string[])[store.Path, nothing])
        {
            using var reader = StoreReader.Open(StoreAddress.File(path));
            Assert.Empty(reader.Campaigns());
            Assert.Null(reader.Read(Some.Campaign));
            Assert.Empty(reader.PairEvents(Some.Campaign, Some.Pair, 0));
        }
    }

    [Fact]
    public void Other_files_and_folders_are_refused_in_one_sentence()
    {
        using var store = new TestStore(withTable: false);
        var text = Path.Combine(store.Folder, "notes.txt");
        File.WriteAllText(text, new string('x', 5000));

        foreach (var path in (string[])[text, store.Folder])
        {
            var refused = Assert.Throws<StoreCorruptException>(() => StoreReader.Open(StoreAddress.File(path)));
            Assert.StartsWith($"The store {path} cannot be read: ", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    [Fact]
    public void A_damaged_page_is_reported_as_a_damaged_store()
    {
        using var store = StoreWith([.. Enumerable.Range(1, 200).Select(i => Some.Recorded(i))]);
        store.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        var damaged = Path.Combine(store.Folder, "damaged.db");
        var bytes = File.ReadAllBytes(store.Path);
        // The first page stays, so that the file still says that it is SQLite's.
        new Random(7).NextBytes(bytes.AsSpan(4096));
        File.WriteAllBytes(damaged, bytes);

        using var reader = StoreReader.Open(StoreAddress.File(damaged));

        Assert.Throws<StoreCorruptException>(() => reader.Read(Some.Campaign));
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        using var store = new TestStore(withTable: false);
        store.Run("CREATE TABLE journal(entry TEXT)");
        using var reader = StoreReader.Open(store.Address);

        Assert.Throws<StoreCorruptException>(() => reader.Campaigns());
    }

    [Fact]
    public void Messages_that_are_not_ours_are_refused_by_name()
    {
        using var store = StoreWith();
        store.Append(PairId, 1, "Akka.Cluster.Sharding.Something", [1, 2, 3], identifier: 13);
        using var reader = StoreReader.Open(store.Address);

        var refused = Assert.Throws<StoreCorruptException>(() => reader.Read(Some.Campaign));
        Assert.Contains("event 1 of pair-quick-3fa2c1-1/h1:h2 ('Akka.Cluster.Sharding.Something') was written by serializer 13", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_event_and_a_damaged_one_are_told_apart()
    {
        using var newer = StoreWith();
        newer.Append(PairId, 1, "trial-recorded:2", "{}"u8.ToArray());
        using var damaged = StoreWith();
        damaged.Append(PairId, 1, "trial-recorded:1", "{\"key\":"u8.ToArray());
        using var first = StoreReader.Open(newer.Address);
        using var second = StoreReader.Open(damaged.Address);

        Assert.Equal("trial-recorded:2", Assert.Throws<UnknownManifestException>(() => first.Read(Some.Campaign)).Manifest);
        Assert.Contains("event 1 of pair-quick-3fa2c1-1/h1:h2", Assert.Throws<StoreCorruptException>(() => second.Read(Some.Campaign)).Message, StringComparison.Ordinal);
    }

    private static TestStore StoreWith(params object[] pairEvents)
    {
        var store = new TestStore();
        store.Append(CampaignId, [Some.Started(), Some.Granted()]);
        store.Append(PairId, pairEvents);
        return store;
    }
}
