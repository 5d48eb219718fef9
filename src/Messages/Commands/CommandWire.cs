using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorBench.Messages.Commands;

/// <summary>One command as it is sent: <c>POST /palette/command</c>.</summary>
/// <param name="Output"><c>text</c> or <c>json</c>.</param>
/// <param name="By">Who the client says its user is; a label in the audit, never a right.</param>
public sealed record CommandRequest(IReadOnlyDictionary<string, string> Arguments, string Output = "text", string? By = null);

/// <summary>One line of an answer. Exactly one of the three is there; an answer without an end or an error was cut off.</summary>
/// <param name="Line">A line of the output.</param>
/// <param name="Error">Why the command was refused or failed; the last line.</param>
/// <param name="End">Exit code; the last line.</param>
public sealed record CommandFrame(string? Line = null, string? Error = null, int? End = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<PaletteCard>))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandFrame))]
internal sealed partial class CommandWireJson : JsonSerializerContext;

/// <summary>Between a command's coordinator and its client.</summary>
public static class CommandWire
{
    /// <summary>What follows the name of a file's argument in the name of the one that carries its path, for complaints.</summary>
    public const string PathOf = ".path";

    public static string Write(IReadOnlyList<PaletteCard> palettes) => JsonSerializer.Serialize(palettes, CommandWireJson.Default.IReadOnlyListPaletteCard);

    public static string Write(CommandRequest request) => JsonSerializer.Serialize(request, CommandWireJson.Default.CommandRequest);

    public static string Write(CommandFrame frame) => JsonSerializer.Serialize(frame, CommandWireJson.Default.CommandFrame);

    /// <exception cref="JsonException">It is none.</exception>
    public static IReadOnlyList<PaletteCard> ReadPalettes(string json) => Must(JsonSerializer.Deserialize(json, CommandWireJson.Default.IReadOnlyListPaletteCard));

    /// <exception cref="JsonException">It is none.</exception>
    public static CommandRequest ReadRequest(ReadOnlySpan<byte> json) => Must(JsonSerializer.Deserialize(json, CommandWireJson.Default.CommandRequest));

    /// <exception cref="JsonException">It is none.</exception>
    public static CommandFrame ReadFrame(string json) => Must(JsonSerializer.Deserialize(json, CommandWireJson.Default.CommandFrame));

    private static T Must<T>(T? value)
        where T : class => value ?? throw new JsonException("It is null.");
}
