using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using ActorBench.Agents.Security;
using Akka.Actor;
using Akka.Util;
using Hyperion;
using Hyperion.Extensions;

namespace ActorBench.Agents.Wire;

/// <summary>Hyperion for the types of <see cref="WireTypes"/>, between processes of one build. Nothing of it is ever stored.</summary>
public sealed class WireSerializer : Akka.Serialization.Serializer
{
    /// <summary>
    /// One for a system, made when it is first needed: code for every type of the list is compiled, which takes a second, and distributed data makes
    /// its own set of all serializers for each kind of message, on the threads that read from other members.
    /// </summary>
    private static readonly ConditionalWeakTable<ExtendedActorSystem, Lazy<Serializer>> OfSystem = [];

    private readonly Lazy<Serializer> _hyperion;

    public WireSerializer(ExtendedActorSystem system)
        : base(system) => _hyperion = OfSystem.GetValue(system, one => new Lazy<Serializer>(() => Make(one)));

    /// <summary>Makes it now. On a busy machine that takes seconds, in which a thread that reads from another member hears nothing of it, and no heartbeat either.</summary>
    public static void Prepare(ActorSystem system) => _ = new WireSerializer((ExtendedActorSystem)system)._hyperion.Value;

    /// <summary>Not -5, which is Akka's own Hyperion serializer.</summary>
    public override int Identifier => 1005;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        using var stream = new MemoryStream(256);
        _hyperion.Value.Serialize(obj, stream);
        WireTraffic.CountOut((int)stream.Length);
        return stream.ToArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        WireTraffic.CountIn(bytes.Length);
        try
        {
            using var stream = new MemoryStream(bytes);
            return _hyperion.Value.Deserialize<object>(stream);
        }
        catch (Exception e)
        {
            Refusals.Count(Refusal.Unreadable);
            // Whatever bytes from outside make Hyperion throw must reach Akka as a refused message, not as a fault of the transport.
            throw new SerializationException($"Not a message of this build: {e.Message}", e);
        }
    }

    private static Serializer Make(ExtendedActorSystem system)
    {
        var surrogate = Surrogate.Create<ISurrogated, ISurrogate>(from => from.ToSurrogate(system), to => to.FromSurrogate(system)!);
        return new Serializer(new SerializerOptions(
            versionTolerance: false,
            preserveObjectReferences: true,
            surrogates: [surrogate, .. ListsOnWire.Surrogates],
            serializerFactories: null,
            knownTypes: WireTypes.Messages,
            ignoreISerializable: true,
            packageNameOverrides: null,
            // The type filter is consulted only while unsafe types are disallowed.
            disallowUnsafeTypes: true,
            typeFilter: new ExactTypeFilter([.. WireTypes.Messages, .. WireTypes.Parts, .. ListsOnWire.Types])));
    }
}
