using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Coordinator.Statistics;
using Akka.Actor;
using Akka.Serialization;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Snapshots only shorten a replay: one that can't be read is dropped by its actor, never mended.</summary>
public sealed class SnapshotSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string FoldManifest = "statistics-snapshot:1";

    /// <summary>Stands for a snapshot of another build or a damaged one; its actor then replays everything.</summary>
    private static readonly object Unreadable = new();

    public static string Hocon { get; } = $$"""
        akka.actor.serializers.actorbench-snapshot = "{{typeof(SnapshotSerializer).FullName}}, {{typeof(SnapshotSerializer).Assembly.GetName().Name}}"
        akka.actor.serialization-bindings {
          "{{typeof(StatisticsSnapshot).FullName}}, {{typeof(StatisticsSnapshot).Assembly.GetName().Name}}" = actorbench-snapshot
        }
        """;

    /// <summary>Stored with each row; never changes.</summary>
    public override int Identifier => 1002;

    public override string Manifest(object o) =>
        o is StatisticsSnapshot ? FoldManifest : throw new SerializationException($"{o.GetType().Name} is no snapshot.");

    public override byte[] ToBinary(object obj) =>
        JsonSerializer.SerializeToUtf8Bytes((StatisticsSnapshot)obj, SnapshotJson.Default.StatisticsSnapshot);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return (manifest == FoldManifest ? JsonSerializer.Deserialize(bytes, SnapshotJson.Default.StatisticsSnapshot) : null) ?? Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatisticsSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
