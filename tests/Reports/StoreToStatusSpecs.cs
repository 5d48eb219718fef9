using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Statistics;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

/// <summary>What <c>status</c> does when no coordinator is alive.</summary>
public sealed class StoreToStatusSpecs
{
    private const int Trials = 10_000;

    [Fact]
    public void Ten_thousand_trials_are_read_and_folded()
    {
        Cell[] cells = [.. Enumerable.Range(0, 100).Select(i => Some.Tcp1 with { RequestBytes = i + 1, ResponseBytes = i + 1 })];
        var histogram = new byte[1500];
        new Random(7).NextBytes(histogram);
        using var store = new TestStore();
        store.Run("BEGIN");
        store.Append(PersistenceIds.Campaign(Some.Campaign), [Some.Started(), Some.Granted()]);
        store.Append(PersistenceIds.Pair(Some.Campaign, Some.Pair), Enumerable.Range(1, Trials).Select(i => Some.Recorded(i, cells[i % 100], 1000 + i, histogram: histogram)));
        store.Run("COMMIT");

        using var reader = StoreReader.Open(store.Address);
        var record = reader.Read(reader.Campaigns()[0], TrialDetail.Counters)!;
        var fold = new CampaignFold(new CampaignFoldPlan(record.Campaign, "h", 1, record.Started.Lab, record.Started.At, cells, [.. cells.Select(_ => Trials / 100)], 3));
        foreach (var e in record.TrialEvents) fold.Add(e);

        Assert.Contains("\"accepted\": 10000", StatusJson.Write(fold.Status(CampaignState.Interrupted, [])), StringComparison.Ordinal);
    }
}
