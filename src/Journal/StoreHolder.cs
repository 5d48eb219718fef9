using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorBench.Journal;

/// <summary>Who holds a store, as the holder wrote it into the lock file.</summary>
/// <param name="Pid">0 where the holder has not said yet, or shares the store with others.</param>
/// <param name="Host">Machine of the process.</param>
/// <param name="Purpose">Command line of the process.</param>
/// <param name="Socket">Where the process answers commands; null for nowhere.</param>
public sealed record StoreHolder(int Pid, string Host, DateTimeOffset StartedAt, string Purpose, string? Socket)
{
    internal static StoreHolder Unknown { get; } = new(0, "", DateTimeOffset.MinValue, "", null);

    public override string ToString() => Pid == 0
        ? (Purpose.Length == 0 ? "another process" : $"'{Purpose}'")
        : string.Create(CultureInfo.InvariantCulture, $"'{Purpose}' (process {Pid} on {Host}, since {StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)");

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoreHolderJson.Default.StoreHolder);

    /// <returns>Null for a text that is empty or half written.</returns>
    internal static StoreHolder? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoreHolderJson.Default.StoreHolder);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoreHolder))]
internal sealed partial class StoreHolderJson : JsonSerializerContext;
