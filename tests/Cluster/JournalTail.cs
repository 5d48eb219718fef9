using ActorBench.Journal;
using ActorBench.Messages.Plans;
using Npgsql;

namespace ActorBench.Cluster.Tests;

/// <summary>The rows that a journal has got since it was opened, of campaigns, pairs and hosts; and that none that was seen is taken back or changed.</summary>
internal sealed class JournalTail : IAsyncDisposable
{
    private const string Sql = """
        SELECT persistence_id, sequence_number, manifest, md5(message) FROM journal
        WHERE ordering > $1 AND (persistence_id LIKE 'campaign-%' OR persistence_id LIKE 'pair-%' OR persistence_id LIKE 'host-%')
        """;

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<(string Id, long Number), (string Manifest, string Hash)> _seen = [];
    private long _from;

    private JournalTail(NpgsqlConnection connection) => _connection = connection;

    public int Count => _seen.Count;

    public static async Task<JournalTail> OpenAsync(StoreAddress store)
    {
        var tail = new JournalTail(new NpgsqlConnection(StoreConnections.PostgresString((StoreAddress.PostgresDatabase)store, "actorbench test", pooling: true)));
        await tail._connection.OpenAsync();
        await using var last = new NpgsqlCommand("SELECT coalesce(max(ordering), 0) FROM journal", tail._connection);
        tail._from = (long)(await last.ExecuteScalarAsync())!;
        return tail;
    }

    /// <summary>Reads all again: rows that were written at once may come to be seen in any order.</summary>
    public async Task LookAsync()
    {
        await using var command = new NpgsqlCommand(Sql, _connection) { Parameters = { new() { Value = _from } } };
        await using var rows = await command.ExecuteReaderAsync();
        var found = 0;
        while (await rows.ReadAsync())
        {
            var (key, row) = ((rows.GetString(0), rows.GetInt64(1)), (rows.GetString(2), rows.GetString(3)));
            if (_seen.TryGetValue(key, out var before)) Assert.Equal(before, row);
            _seen[key] = row;
            found++;
        }

        Assert.Equal(_seen.Count, found);
    }

    public bool IsFinished(CampaignId campaign) => _seen.Any(row => row.Key.Id == PersistenceIds.Campaign(campaign) && row.Value.Manifest == "campaign-finished:1");

    /// <summary>Rows that the campaign itself and its pairs have written.</summary>
    public int Of(CampaignId campaign) => _seen.Keys.Count(key => key.Id.Contains(campaign.Value, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
