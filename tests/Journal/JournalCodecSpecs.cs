using System.Text;
using System.Text.Json.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Tests;

namespace ActorBench.Journal.Tests;

public sealed class JournalCodecSpecs
{
    private static readonly string Payloads = Path.Combine(AppContext.BaseDirectory, "payloads");

    public static TheoryData<string> Manifests => [.. JournalManifests.All.Keys];

    /// <summary>A stored payload decodes for ever: these files are never edited, a new version gets a new one.</summary>
    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_payload_stored_once_still_reads_with_every_value_in_place(string manifest)
    {
        var stored = File.ReadAllBytes(Path.Combine(Payloads, manifest.Replace(':', '.') + ".json"));

        var e = JournalCodec.Decode(manifest, stored);

        Assert.Equal(manifest, JournalCodec.ManifestOf(e));
        AssertHolds(JsonNode.Parse(stored)!, Json(e), manifest);
    }

    [Fact]
    public void Every_event_of_the_messages_has_a_manifest_and_no_manifest_is_left_without_its_event()
    {
        var events = typeof(ICampaignEvent).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false, IsAbstract: false })
            .Where(type => typeof(ICampaignEvent).IsAssignableFrom(type) || typeof(IPairEvent).IsAssignableFrom(type) || typeof(IHostEvent).IsAssignableFrom(type) || type == typeof(Operated))
            .ToHashSet();

        Assert.Equal(events, [.. JournalManifests.All.Values]);
        Assert.Equal(events, [.. Some.EventOfEachKind().Select(e => e.GetType())]);
    }

    [Fact]
    public void Every_event_survives_the_way_through_the_journal()
    {
        foreach (var e in Some.EventOfEachKind())
        {
            var bytes = JournalCodec.Encode(e);
            var again = JournalCodec.Decode(JournalCodec.ManifestOf(e), bytes);

            Assert.Equal(bytes, JournalCodec.Encode(again));
            Assert.Equal(e.GetType(), again.GetType());
        }
    }

    [Fact]
    public void Ids_are_text_enums_are_words_and_derived_values_are_not_stored()
    {
        var json = Json(Some.Failed(7));

        Assert.Equal("quick-3fa2c1-1", (string?)json["key"]!["campaign"]);
        Assert.Equal("h1:h2", (string?)json["spec"]!["pair"]);
        Assert.Equal("tcp", (string?)json["spec"]!["cell"]!["protocol"]);
        Assert.Equal("peer-closed", (string?)json["failure"]!["kind"]);
        Assert.Null(json["campaign"]);
    }

    [Fact]
    public void Without_its_histogram_a_trial_has_everything_else()
    {
        var e = Some.Recorded(1, histogram: [1, 2, 3]);

        var whole = JournalCodec.DecodeTrial(JournalCodec.Encode(e), TrialDetail.Whole);
        var without = JournalCodec.DecodeTrial(JournalCodec.Encode(e), TrialDetail.WithoutHistogram);

        Assert.Equal([1, 2, 3], whole.Result.Initiator.Latency.Histogram);
        Assert.Equal(JournalCodec.Encode(Some.Recorded(1, histogram: [])), JournalCodec.Encode(without));
    }

    [Fact]
    public void For_a_fold_a_trial_has_its_key_spec_counters_and_flags()
    {
        foreach (var e in (PairEvents.TrialRecorded[])[Some.Recorded(1, flags: "lossy"), Some.Recorded(2, Some.Udp8K)])
        {
            var counters = JournalCodec.DecodeTrial(JournalCodec.Encode(e), TrialDetail.Counters);

            Assert.Equal((e.Key, e.Spec, e.At), (counters.Key, counters.Spec, counters.At));
            Assert.Equal(e.Result.Initiator.Counters, counters.Result.Initiator.Counters);
            Assert.Equal(e.Result.Flags, counters.Result.Flags);
            Assert.Empty(counters.Result.Initiator.Latency.Histogram);
        }
    }

    [Fact]
    public void For_its_outcome_a_trial_has_its_key_and_spec()
    {
        var e = Some.Recorded(3, flags: "lossy");

        var outcome = JournalCodec.DecodeTrial(JournalCodec.Encode(e), TrialDetail.Outcome);

        Assert.Equal((e.Key, e.Spec, e.At), (outcome.Key, outcome.Spec, outcome.At));
        Assert.Empty(outcome.Result.Flags);
    }

    [Theory]
    [InlineData(TrialDetail.WithoutHistogram)]
    [InlineData(TrialDetail.Counters)]
    [InlineData(TrialDetail.Outcome)]
    public void Nothing_is_allocated_for_a_histogram_that_is_not_wanted(TrialDetail detail)
    {
        var small = JournalCodec.Encode(Some.Recorded(1, histogram: new byte[3]));
        var large = JournalCodec.Encode(Some.Recorded(1, histogram: new byte[30_000]));

        Assert.Equal(Allocated(small), Allocated(large));

        long Allocated(byte[] payload)
        {
            JournalCodec.DecodeTrial(payload, detail);
            var before = GC.GetAllocatedBytesForCurrentThread();
            JournalCodec.DecodeTrial(payload, detail);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void An_event_of_a_newer_build_is_refused_by_name()
    {
        var refused = Assert.Throws<UnknownManifestException>(() => JournalCodec.Decode("trial-recorded:2", "{}"u8));

        Assert.Equal("The journal holds an event 'trial-recorded:2' that this build does not know: the journal is newer than this build.", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"campaign":"a","pair":"h1h2","block":1,"at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"campaign":null,"pair":"h1:h2","block":1,"at":"2026-01-01T00:00:00Z"}""")]
    public void A_damaged_payload_is_refused_and_never_read_with_holes(string payload) =>
        Assert.Throws<CorruptEventException>(() => JournalCodec.Decode("block-granted:1", Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Only_listed_events_are_stored() => Assert.Throws<ArgumentException>(() => JournalCodec.Encode("a text"));

    /// <summary>Without the seal.</summary>
    private static JsonNode Json(object e) => JsonNode.Parse(JournalCodec.Encode(e).AsSpan()[..^9])!;

    private static void AssertHolds(JsonNode stored, JsonNode now, string at)
    {
        switch (stored)
        {
            case JsonObject o:
                foreach (var (key, value) in o)
                {
                    if (value is null) Assert.Null(now[key]);
                    else AssertHolds(value, now[key] ?? throw new InvalidOperationException($"{at}.{key} is lost"), $"{at}.{key}");
                }

                break;
            case JsonArray array:
                Assert.Equal(array.Count, now.AsArray().Count);
                for (var i = 0; i < array.Count; i++) AssertHolds(array[i]!, now[i]!, $"{at}[{i}]");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(stored, now), $"{at}: stored {stored.ToJsonString()}, read {now.ToJsonString()}");
                break;
        }
    }
}
