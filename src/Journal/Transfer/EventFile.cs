using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal.Transfer;

/// <summary>A campaign as a text file that holds all of its journal: a first line about the file, then one line an event, in the order in which they were stored.</summary>
/// <remarks>A payload stands there as it is stored, its own seal included, so a copy has the same bytes.</remarks>
internal static class EventFile
{
    public const string Format = "actorbench-events";
    public const int Version = 1;

    public static string Line(EventFileHeader header) => JsonSerializer.Serialize(header, EventFileJson.Default.EventFileHeader);

    public static string Line(EventFileRow row) => JsonSerializer.Serialize(row with { Sum = Sum(row) }, EventFileJson.Default.EventFileRow);

    /// <exception cref="EventFileException">It is no header of a version that this build reads.</exception>
    public static EventFileHeader ReadHeader(string? line, string place)
    {
        var header = Read(line ?? "", EventFileJson.Default.EventFileHeader);
        if (header?.Format != Format) throw new EventFileException(place, $"this is no file of '{Format}'");
        return header.Version == Version
            ? header
            : throw new EventFileException(place, $"it is written in version {header.Version.ToString(CultureInfo.InvariantCulture)} of its format, and this build reads version {Version.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <exception cref="EventFileException">The line is not as it was written, or tells what this build does not know.</exception>
    public static EventFileRow ReadRow(string line, string place)
    {
        if (Read(line, EventFileJson.Default.EventFileRow) is not { } row || row.Sum != Sum(row)) throw new EventFileException(place, "the line is damaged");
        try
        {
            JournalCodec.Decode(row.Manifest, row.Message);
            return row;
        }
        catch (UnknownManifestException e)
        {
            throw new EventFileException(place, $"it holds an event '{e.Manifest}' that this build does not know; use the build that wrote it, or a newer one");
        }
        catch (CorruptEventException e)
        {
            throw new EventFileException(place, $"the event was damaged before it was written here: {e.Message}");
        }
    }

    private static T? Read<T>(string line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> contract)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, contract);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>CRC-32C over everything but itself.</summary>
    private static string Sum(EventFileRow row)
    {
        var crc = uint.MaxValue;
        foreach (var one in Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.Id}\n{row.Nr}\n{row.Manifest}\n{row.Created}\n{row.Writer}\n"))) crc = BitOperations.Crc32C(crc, one);
        foreach (var one in row.Message) crc = BitOperations.Crc32C(crc, one);
        return (~crc).ToString("x8", CultureInfo.InvariantCulture);
    }
}

/// <param name="Rows">Lines that follow.</param>
internal sealed record EventFileHeader(string Format, int Version, string Campaign, long Rows);

/// <param name="Id">Persistence id.</param>
/// <param name="Nr">Sequence number.</param>
/// <param name="Created">The journal's own time stamp, as it has it.</param>
/// <param name="Writer">Which incarnation of the entity wrote it.</param>
/// <param name="Payload">The stored bytes as text.</param>
/// <param name="Sum">CRC-32C of the line's other values.</param>
internal sealed record EventFileRow(string Id, long Nr, string Manifest, long Created, string? Writer, string Payload, string Sum = "")
{
    [JsonIgnore]
    public byte[] Message { get; } = Encoding.UTF8.GetBytes(Payload);

    public CampaignId? CampaignOf()
    {
        if (Id.StartsWith(PersistenceIds.CampaignPrefix, StringComparison.Ordinal)) return PersistenceIds.ParseCampaign(Id);
        return Id.StartsWith(PersistenceIds.PairPrefix, StringComparison.Ordinal) ? PersistenceIds.ParsePair(Id).Campaign : null;
    }
}

/// <summary>A file of events that can't be taken. The message is a sentence with the place.</summary>
public sealed class EventFileException(string place, string why) : Exception($"{place}: {why}; nothing was imported.");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EventFileHeader))]
[JsonSerializable(typeof(EventFileRow))]
internal sealed partial class EventFileJson : JsonSerializerContext;
