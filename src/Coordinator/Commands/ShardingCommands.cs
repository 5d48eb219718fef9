using System.Runtime.CompilerServices;
using ActorBench.Campaigns.Files;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;

namespace ActorBench.Coordinator.Commands;

/// <summary>Where the entities of the cluster live.</summary>
public static class ShardingCommands
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    private static readonly CommandColumn<Region>[] RegionColumns =
    [
        new("type", row => row.Type),
        new("region", row => row.Address),
        new("shards", row => row.Shards.Count, Right: true),
        new("entities", row => row.Shards.Sum(shard => shard.Entities), Right: true),
    ];

    private static readonly CommandColumn<(Region Region, Shard Shard)>[] ShardColumns =
    [
        new("region", row => row.Region.Address),
        new("shard", row => row.Shard.Id),
        new("entities", row => row.Shard.Entities, Right: true),
        new("names", row => row.Shard.Names is { } names ? string.Join(' ', names) : null),
    ];

    public static IReadOnlyList<OperatorCommand> Of(ActorSystem system) =>
    [
        new("regions", "The regions of each type and how much each holds.", [], (call, cancel) => Regions(system, call, cancel)) { Columns = [.. RegionColumns.Select(c => c.Name)] },
        new(
            "shards",
            "The shards of a type; of this coordinator's own, the entities by name.",
            [new("type", "Such as campaign, pair, host or statistics.", Mandatory: true, Position: true)],
            (call, cancel) => Shards(system, call, cancel))
        {
            Columns = [.. ShardColumns.Select(c => c.Name)],
        },
    ];

    private static async IAsyncEnumerable<string> Regions(ActorSystem system, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = new List<Region>();
        foreach (var type in Types(system)) rows.AddRange(await ReadAsync(system, type, cancel).ConfigureAwait(false));
        foreach (var line in CommandTable.Lines(call.Json, RegionColumns, rows, "There is no region yet.")) yield return line;
    }

    private static async IAsyncEnumerable<string> Shards(ActorSystem system, CommandCall call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var types = Types(system);
        if (!types.Contains(call.Get("type"))) throw new CommandRefusedException($"There is no type '{call.Get("type")}'; {Nearest.Hint(call.Get("type"), types)}");
        var rows = (await ReadAsync(system, call.Get("type"), cancel).ConfigureAwait(false)).SelectMany(region => region.Shards.Select(shard => (region, shard))).ToList();
        foreach (var line in CommandTable.Lines(call.Json, ShardColumns, rows, "It has no shard yet.")) yield return line;
    }

    private static string[] Types(ActorSystem system) => [.. ClusterSharding.Get(system).ShardTypeNames.Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<Region>> ReadAsync(ActorSystem system, string type, CancellationToken cancel)
    {
        var region = ClusterSharding.Get(system).ShardRegion(type);
        var all = await region.Ask<ClusterShardingStats>(new GetClusterShardingStats(AnswerBound), AnswerBound + AnswerBound, cancel).ConfigureAwait(false);
        var mine = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, AnswerBound, cancel).ConfigureAwait(false);
        var names = mine.Shards.ToDictionary(shard => shard.ShardId, shard => shard.EntityIds.Order(StringComparer.Ordinal).ToList());
        var self = Cluster.Get(system).SelfAddress;
        return
        [
            .. all.Regions.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal).Select(r => new Region(
                type,
                r.Key.ToString(),
                [.. r.Value.Stats.OrderBy(s => s.Key.Length).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => new Shard(s.Key, s.Value, r.Key.Equals(self) ? names.GetValueOrDefault(s.Key) : null))])),
        ];
    }

    private sealed record Region(string Type, string Address, IReadOnlyList<Shard> Shards);

    /// <param name="Names">Null for a shard of another coordinator.</param>
    private sealed record Shard(string Id, int Entities, IReadOnlyList<string>? Names);
}
