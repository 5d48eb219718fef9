using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorBench.Messages.Pairs;

namespace ActorBench.Journal;

/// <summary>Events to stored bytes and back. The same codec serves the journal plug-in and the reader without Akka.</summary>
public static class JournalCodec
{
    private static readonly FrozenDictionary<Type, string> Manifests =
        JournalManifests.All.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    private static readonly FrozenDictionary<string, JsonTypeInfo> Contracts =
        JournalManifests.All.ToFrozenDictionary(
            entry => entry.Key,
            entry => JournalContexts.Whole.GetTypeInfo(entry.Value)
                ?? throw new InvalidOperationException($"{entry.Value.Name} is listed as '{entry.Key}' but JournalJson does not know it."),
            StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The object is no event; only what <see cref="JournalManifests"/> lists is stored.</exception>
    public static string ManifestOf(object e) =>
        Manifests.TryGetValue(e.GetType(), out var manifest)
            ? manifest
            : throw new ArgumentException($"{e.GetType().Name} has no manifest and cannot be stored.", nameof(e));

    public static byte[] Encode(object e)
    {
        var manifest = ManifestOf(e);
        return PayloadSeal.Seal(manifest, JsonSerializer.SerializeToUtf8Bytes(e, Contracts[manifest]));
    }

    /// <exception cref="UnknownManifestException">Written by a newer build.</exception>
    /// <exception cref="CorruptEventException">The payload is not what its manifest says.</exception>
    public static object Decode(string manifest, ReadOnlySpan<byte> payload) =>
        Contracts.TryGetValue(manifest, out var contract)
            ? Read(manifest, payload, contract)
            : throw new UnknownManifestException(manifest);

    /// <summary>A stored <c>trial-recorded:1</c> in as much detail as is asked for.</summary>
    public static PairEvents.TrialRecorded DecodeTrial(ReadOnlySpan<byte> payload, TrialDetail detail) =>
        (PairEvents.TrialRecorded)Read(JournalManifests.TrialRecorded, payload, Context(detail).TrialRecorded);

    private static JournalJson Context(TrialDetail detail) => detail switch
    {
        TrialDetail.Outcome => JournalContexts.Outcome,
        TrialDetail.Counters => JournalContexts.Counters,
        TrialDetail.WithoutHistogram => JournalContexts.WithoutHistogram,
        _ => JournalContexts.Whole,
    };

    private static object Read(string manifest, ReadOnlySpan<byte> payload, JsonTypeInfo contract)
    {
        try
        {
            return JsonSerializer.Deserialize(PayloadSeal.Open(manifest, payload), contract) ?? throw new CorruptEventException(manifest, "it is null", null);
        }
        catch (JsonException e)
        {
            throw new CorruptEventException(manifest, e.Message, e);
        }
    }
}
