using ActorBench.Journal;
using Akka.Actor;
using Akka.Serialization;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Lets Akka.Persistence store events the way that <see cref="JournalCodec"/> reads them back without Akka.</summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>HOCON that binds every stored type.</summary>
    public static string Hocon { get; } = $$"""
        akka.actor.serializers.actorbench-journal = "{{typeof(JournalSerializer).FullName}}, {{typeof(JournalSerializer).Assembly.GetName().Name}}"
        akka.actor.serialization-bindings {
        {{string.Join('\n', JournalManifests.All.Values.Select(t => $"  \"{t.FullName}, {t.Assembly.GetName().Name}\" = actorbench-journal"))}}
        }
        """;

    /// <summary>Stored with each row; never changes.</summary>
    public override int Identifier => JournalManifests.SerializerId;

    public override string Manifest(object o) => JournalCodec.ManifestOf(o);

    public override byte[] ToBinary(object obj) => JournalCodec.Encode(obj);

    /// <summary>Only entities read through here, and no state holds what their trials measured.</summary>
    public override object FromBinary(byte[] bytes, string manifest) =>
        manifest == JournalManifests.TrialRecorded ? JournalCodec.DecodeTrial(bytes, TrialDetail.Outcome) : JournalCodec.Decode(manifest, bytes);
}
