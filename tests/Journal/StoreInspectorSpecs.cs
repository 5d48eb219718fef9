using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class StoreInspectorSpecs : IDisposable
{
    private static readonly string CampaignId = PersistenceIds.Campaign(Some.Campaign);
    private static readonly string PairId = PersistenceIds.Pair(Some.Campaign, Some.Pair);
    private readonly TestStore _store = new();

    public StoreInspectorSpecs()
    {
        _store.Append(CampaignId, [Some.Started(), Some.Granted()]);
        _store.Append(PairId, Enumerable.Range(1, 5).Select(trial => Some.Recorded(trial)));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_store_as_it_was_written_has_no_problem()
    {
        var (record, problems) = Inspect();

        Assert.Empty(problems);
        Assert.Equal(5, record!.TrialEvents.Count());
    }

    [Theory]
    [InlineData("UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), '24862', '24863') AS BLOB) WHERE sequence_number = 3 AND persistence_id LIKE 'pair-%'", 3, 3, "its checksum is another")]
    [InlineData("UPDATE journal SET message = x'00' WHERE sequence_number = 3 AND persistence_id LIKE 'pair-%'", 3, 3, "")]
    [InlineData("DELETE FROM journal WHERE sequence_number = 2 AND persistence_id LIKE 'pair-%'", null, 2, "it is missing")]
    [InlineData("UPDATE journal SET manifest = 'trial-recorded:9' WHERE sequence_number = 4 AND persistence_id LIKE 'pair-%'", 4, 4, "newer than this build")]
    [InlineData("UPDATE journal SET message = CAST(substr(CAST(message AS TEXT), 1, length(message) - 9) AS BLOB) WHERE sequence_number = 5 AND persistence_id LIKE 'pair-%'", 5, 5, "it has no checksum")]
    public void A_changed_or_missing_row_is_named_and_the_others_are_read(string sql, int? trial, long sequenceNr, string what)
    {
        _store.Run(sql);
        var (record, problems) = Inspect();

        var problem = Assert.Single(problems);
        Assert.Equal((PairId, sequenceNr, trial), (problem.PersistenceId, problem.SequenceNr, problem.Trial));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.True(record!.TrialEvents.Count() >= 4);
    }

    [Fact]
    public void Without_its_start_a_campaign_is_no_record()
    {
        _store.Run("UPDATE journal SET message = x'7b' WHERE sequence_number = 1 AND persistence_id LIKE 'campaign-%'");
        var (record, problems) = Inspect();

        Assert.Null(record);
        Assert.Equal(1, Assert.Single(problems).SequenceNr);
    }

    private (CampaignRecord? Record, IReadOnlyList<StoreProblem> Problems) Inspect()
    {
        using var reader = StoreReader.Open(_store.Address);
        return StoreInspector.Inspect(reader, Some.Campaign);
    }
}
