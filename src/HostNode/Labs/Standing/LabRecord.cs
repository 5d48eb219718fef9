using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorBench.HostNode.Labs.Standing;

public enum LabPhase
{
    /// <summary>Comes up, or waits for its hosts to register.</summary>
    Starting,
    Up,

    /// <summary>Is being taken down.</summary>
    Ending,

    /// <summary>Given up by its keeper, which has taken it down.</summary>
    Ended,
}

/// <summary>What the keeper of a standing lab says of it.</summary>
/// <param name="Pid">The keeper's.</param>
/// <param name="Store">Address of the store that the lab's coordinator writes.</param>
/// <param name="Socket">File where its commands are answered.</param>
/// <param name="Log">What the keeper and the lab's nodes have to say.</param>
/// <param name="Agents"><c>address:port</c> of the coordinator for agents; null before there is one.</param>
/// <param name="Facts">As they are stored with each campaign.</param>
/// <param name="Reason">Why it has ended, in a sentence; null before.</param>
public sealed record LabRecord(
    string Name,
    int Pid,
    DateTimeOffset Since,
    LabPhase Phase,
    string Store,
    string Socket,
    string Log,
    string? Agents,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<LabHost> Hosts,
    string? Reason = null)
{
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LabRecordJson.Default.LabRecord);

    /// <returns>Null for a text that is none.</returns>
    internal static LabRecord? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LabRecordJson.Default.LabRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LabRecord))]
internal sealed partial class LabRecordJson : JsonSerializerContext;
