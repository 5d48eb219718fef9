using System.Globalization;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using Microsoft.Data.Sqlite;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>Pairs at work at once against one coordinator: the real program, its journal and its wire; the agents are simulated.</summary>
internal static class ManyPairs
{
    private const int CellsOfBlock = 20;

    /// <summary>A campaign takes no more than twice as many hosts.</summary>
    private const int PairsOfCampaign = 250;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    /// <param name="trials">At least; one block of each pair is the least. A block's length is always the same, and with it what a trial bears of its block's cost.</param>
    public static void Print(int pairs, int trials, int rounds)
    {
        using var subject = StandingCoordinator.Own();
        using var coordinator = StandingCoordinator.Start(subject);
        using var agents = new SimulatedAgents(coordinator.Port, [.. Enumerable.Range(1, 2 * pairs).Select(Host)]);
        agents.AwaitRegistered();
        // Code is compiled while it runs first.
        Measure(subject, coordinator, pairs, trials);
        var runs = Enumerable.Range(0, rounds).Select(_ => Measure(subject, coordinator, pairs, trials)).ToList();
        Console.WriteLine($"{pairs} pairs, {runs[0].Trials} trials a run: {Spread.Of(runs.Select(run => run.Rate), "accepted trials/s")}; "
            + $"{Spread.Of(runs.Select(run => run.CpuUs), "µs of CPU a trial")}; largest resident set {coordinator.PeakMiB:0} MiB");
    }

    private static Run Measure(Subject subject, StandingCoordinator coordinator, int pairs, int trials)
    {
        var repetitions = Math.Max(1, trials / pairs / CellsOfBlock);
        var cpu = coordinator.Cpu;
        var campaigns = Enumerable.Range(1, pairs).Chunk(PairsOfCampaign).Select(some => coordinator.Submit(Campaign(some, repetitions))).ToList();
        using var store = new SqliteConnection($"Data Source={subject.Store};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        store.Open();
        Subject.Until(() => campaigns.All(id => IsFinished(store, id)), "the end of the campaigns", Bound);
        var used = coordinator.Cpu - cpu;
        var (accepted, seconds) = campaigns.Select(id => Accepted(store, id)).Aggregate(
            (Count: 0L, First: long.MaxValue, Last: 0L), (all, one) => (all.Count + one.Count, Math.Min(all.First, one.First), Math.Max(all.Last, one.Last)),
            all => (all.Count, TimeSpan.FromTicks(all.Last - all.First).TotalSeconds));
        if (accepted != (long)pairs * CellsOfBlock * repetitions) throw new InvalidOperationException($"{accepted} trials were accepted, not {pairs * CellsOfBlock * repetitions}.");
        return new Run(accepted, accepted / seconds, used.TotalMicroseconds / accepted);
    }

    private static string Campaign(IEnumerable<int> pairs, int repetitions) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: pairs
        hosts: [{{string.Join(", ", pairs.SelectMany(pair => new[] { Host((2 * pair) - 1), Host(2 * pair) }))}}]
        pairs: disjoint
        platforms: [native]
        protocols: { tcp: { sizes: 1 B .. {{CellsOfBlock}} B +1 B } }
        trial: { duration: 1 s }
        repetitions: {{repetitions}}
        """);

    private static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"h{number}");

    private static bool IsFinished(SqliteConnection store, string id)
    {
        using var command = store.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal WHERE persistence_id = @id AND manifest = 'campaign-finished:1'";
        command.Parameters.AddWithValue("@id", PersistenceIds.Campaign(new CampaignId(id)));
        return (long)command.ExecuteScalar()! == 1;
    }

    /// <returns>How many, and when the first and the last were written, in ticks.</returns>
    private static (long Count, long First, long Last) Accepted(SqliteConnection store, string id)
    {
        using var command = store.CreateCommand();
        // A range, since LIKE would read every row.
        command.CommandText = "SELECT count(*), min(created), max(created) FROM journal WHERE persistence_id > @from AND persistence_id < @to AND manifest = @manifest";
        command.Parameters.AddWithValue("@from", $"{PersistenceIds.PairPrefix}{id}/");
        command.Parameters.AddWithValue("@to", $"{PersistenceIds.PairPrefix}{id}0");
        command.Parameters.AddWithValue("@manifest", JournalManifests.TrialRecorded);
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    private sealed record Run(long Trials, double Rate, double CpuUs);
}
