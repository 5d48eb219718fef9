using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;

namespace ActorBench.Agents.Spool;

/// <summary>What a spool's records say, as JSON: another build of the agent may have to read them.</summary>
internal static class SpoolCodec
{
    private const byte Initiator = 1;
    private const byte Responder = 2;
    private const byte Forgotten = 3;

    public static byte[] Encode(EndpointReplies.IEndpointReply result) => result switch
    {
        EndpointReplies.InitiatorDone m => SpoolRecord.Frame(Initiator, JsonSerializer.SerializeToUtf8Bytes(m, SpoolJson.Default.InitiatorDone)),
        EndpointReplies.ResponderDone m => SpoolRecord.Frame(Responder, JsonSerializer.SerializeToUtf8Bytes(m, SpoolJson.Default.ResponderDone)),
        _ => throw new ArgumentException($"{result.GetType().Name} is no result."),
    };

    public static byte[] Forget(AttemptKey key) => SpoolRecord.Frame(Forgotten, JsonSerializer.SerializeToUtf8Bytes(key, SpoolJson.Default.AttemptKey));

    public static AttemptKey KeyOf(EndpointReplies.IEndpointReply result) => result switch
    {
        EndpointReplies.InitiatorDone m => m.Key,
        EndpointReplies.ResponderDone m => m.Key,
        _ => throw new ArgumentException($"{result.GetType().Name} is no result."),
    };

    /// <returns>A result, the key of one that is not wanted any more, or null for what this build does not know.</returns>
    public static object? Decode(ReadOnlySpan<byte> record)
    {
        var payload = record[SpoolRecord.HeadBytes..];
        try
        {
            return record[SpoolRecord.HeadBytes - 1] switch
            {
                Initiator => JsonSerializer.Deserialize(payload, SpoolJson.Default.InitiatorDone),
                Responder => JsonSerializer.Deserialize(payload, SpoolJson.Default.ResponderDone),
                Forgotten => JsonSerializer.Deserialize(payload, SpoolJson.Default.AttemptKey),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EndpointReplies.InitiatorDone))]
[JsonSerializable(typeof(EndpointReplies.ResponderDone))]
[JsonSerializable(typeof(AttemptKey))]
internal sealed partial class SpoolJson : JsonSerializerContext;
