using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Journal;

/// <summary>How an event becomes JSON: camelCase keys, ids as text, enums as words, derived properties left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    // A payload that lacks a field is damaged; a null in its place would surface far from here.
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(CampaignIdConverter), typeof(PairIdConverter), typeof(WordConverter<Protocol>), typeof(WordConverter<CellRole>), typeof(WordConverter<Engine>), typeof(WordConverter<FailureKind>),
    ])]
[JsonSerializable(typeof(CampaignEvents.CampaignStarted))]
[JsonSerializable(typeof(CampaignEvents.BlockGranted))]
[JsonSerializable(typeof(CampaignEvents.BlockCompleted))]
[JsonSerializable(typeof(CampaignEvents.PrecisionLooked))]
[JsonSerializable(typeof(CampaignEvents.CampaignPaused))]
[JsonSerializable(typeof(CampaignEvents.CampaignResumed))]
[JsonSerializable(typeof(CampaignEvents.CampaignCancelled))]
[JsonSerializable(typeof(CampaignEvents.CampaignRetried))]
[JsonSerializable(typeof(CampaignEvents.CampaignFinished))]
[JsonSerializable(typeof(PairEvents.BlockStarted))]
[JsonSerializable(typeof(PairEvents.EnvironmentRecorded))]
[JsonSerializable(typeof(PairEvents.TrialRecorded))]
[JsonSerializable(typeof(PairEvents.AttemptFailed))]
[JsonSerializable(typeof(PairEvents.TrialQuarantined))]
[JsonSerializable(typeof(PairEvents.TrialRetried))]
[JsonSerializable(typeof(PairEvents.TrialUnsupported))]
[JsonSerializable(typeof(PairEvents.BlockPaused))]
[JsonSerializable(typeof(HostEvents.LeaseGranted))]
[JsonSerializable(typeof(HostEvents.LeaseReleased))]
[JsonSerializable(typeof(HostEvents.HostSeen))]
[JsonSerializable(typeof(HostEvents.GuestRegistered))]
[JsonSerializable(typeof(HostEvents.HostQuarantined))]
[JsonSerializable(typeof(HostEvents.HostReleased))]
[JsonSerializable(typeof(Operated))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>Apart from the context itself, whose generated half is initialised in no order that this one could rely on.</summary>
internal static class JournalContexts
{
    /// <summary>Text of campaign files stays readable in the store; it never goes into a web page unescaped from here.</summary>
    public static JournalJson Whole { get; } = new(new JsonSerializerOptions(JournalJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>What each detail reads past is cheap to find the end of and dear to build, ten thousand times over.</summary>
    public static JournalJson WithoutHistogram { get; } = With(new Placeholder<byte[]>([]));

    public static JournalJson Counters { get; } = With(
        new Placeholder<LatencySummary>(new LatencySummary(0, 0, 0, 0, [])),
        new Placeholder<TcpFacts>(new TcpFacts(0, 0, 0)),
        new Placeholder<CpuTicks>(NoTicks),
        new Placeholder<SocketFacts>(NoSocket),
        new Placeholder<MachineDelta>(new MachineDelta(null, null, null, null, null, null, null, 0)),
        new Placeholder<ResponderReport>(NoReport));

    public static JournalJson Outcome { get; } = With(new Placeholder<TrialResult>(new TrialResult(
        new InitiatorReport(new ExchangeCounters(0, 0, 0, 0), new LatencySummary(0, 0, 0, 0, []), 0, null, NoTicks, NoSocket, default, null), NoReport, "", [])));

    private static ResponderReport NoReport => new(0, 0, 0, null, NoTicks, NoSocket, null);

    private static CpuTicks NoTicks => new(0, 0, 0, 0, 0, 0);

    private static SocketFacts NoSocket => new("", "", false, 0, 0);

    private static JournalJson With(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions(JournalJson.Default.Options);
        foreach (var converter in converters) options.Converters.Add(converter);
        return new JournalJson(options);
    }
}

internal sealed class CampaignIdConverter : JsonConverter<CampaignId>
{
    public override CampaignId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A campaign id is missing."));

    public override void Write(Utf8JsonWriter writer, CampaignId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class PairIdConverter : JsonConverter<PairId>
{
    public override PairId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return PairId.Parse(reader.GetString() ?? "");
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, PairId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary><c>PeerClosed</c> is stored as <c>peer-closed</c>; a number is refused, for it would change its meaning with the enum's order.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Reads past a value and gives the same one each time.</summary>
internal sealed class Placeholder<T>(T value) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A context with placeholders only reads.");
}
