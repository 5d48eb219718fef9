using ActorBench.Journal;
using ActorBench.Tests;

namespace ActorBench.Cluster.Tests;

/// <summary>Campaigns in a SQLite file, in a database, and on the way between them.</summary>
public sealed class MovedStoreSpecs
{
    private const string Campaign = """
        name: moved
        platforms: [native, bridge]
        protocols: { tcp: { sizes: [1 B, 4 KiB] }, udp: { sizes: [1 B] } }
        trial: { duration: 20 ms, warmup: 10 ms, timeout: 10 s }
        repetitions: 6
        """;

    private static readonly string[] Questions =
        ["status -o json", "list", "export -o csv", "verify", "report --html -"];

    [Fact]
    public async Task A_campaign_that_moves_from_store_to_store_says_the_same_in_every_byte()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        using var place = new Place();
        place.Environment["SOURCE_DATE_EPOCH"] = "1795435200";
        (await Actorbench.Run(place, "run", place.Write("moved.yaml", Campaign), "--lab", "loopback")).Expect(0);
        var id = Stored.Events(place.Store)[0].Campaign.Value;
        var back = Path.Combine(place.Folder, "back.db");

        await MoveAsync(place, id, place.Store, $"{database}");
        await MoveAsync(place, id, $"{database}", back);

        foreach (var question in Questions)
        {
            var first = await SaysAsync(place, question, place.Store);
            Assert.NotEmpty(first);
            Assert.Equal(first, await SaysAsync(place, question, $"{database}"));
            Assert.Equal(first, await SaysAsync(place, question, back));
        }

        Assert.Contains(id, (await Actorbench.Run(place, "import", "moved.jsonl", "--store", back)).Expect(74).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_process_writes_is_refused_by_its_name()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        using var place = new Place();
        using var held = StoreLock.Acquire(database, "somebody's run", socketPath: null);
        var file = place.Write("moved.yaml", Campaign);

        foreach (var command in new[] { $"run {file} --lab loopback", "resume" })
        {
            var refused = (await Actorbench.Run(place, [.. command.Split(' '), "--store", $"{database}"])).Expect(73);
            Assert.Contains($"process {Environment.ProcessId} on", refused.Errors, StringComparison.Ordinal);
            Assert.InRange(refused.ErrorLines.Count, 1, 2);
        }

        Assert.Single((await Actorbench.Run(place, "status", "--store", $"{database}")).Expect(2).ErrorLines);
    }

    private static async Task MoveAsync(Place place, string id, string from, string to)
    {
        (await Actorbench.Run(place, "export", id, "moved.jsonl", "-o", "events", "--store", from)).Expect(0);
        (await Actorbench.Run(place, "import", "moved.jsonl", "--store", to)).Expect(0);
    }

    private static async Task<string> SaysAsync(Place place, string question, string store)
    {
        var ended = (await Actorbench.Run(place, [.. question.Split(' '), "--store", store])).Expect(0);
        Assert.Empty(ended.Errors);
        return ended.Output;
    }
}
