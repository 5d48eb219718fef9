using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text;
using ActorBench.Agents;
using ActorBench.Agents.Security;
using ActorBench.Agents.Wire;
using ActorBench.Coordinator.Tests.Wire;
using ActorBench.Messages.Agents;
using Akka.Actor;
using Hyperion;

namespace ActorBench.Coordinator.Tests.Security;

/// <summary>Bytes that a stranger's Hyperion, which denies nothing, would write.</summary>
public sealed class HostileTypesSpecs(WireSystem shared) : IClassFixture<WireSystem>
{
    private static readonly Serializer Permissive = new(new SerializerOptions(
        versionTolerance: false,
        preserveObjectReferences: true,
        surrogates: null,
        serializerFactories: null,
        knownTypes: null,
        ignoreISerializable: true,
        packageNameOverrides: null,
        disallowUnsafeTypes: false,
        typeFilter: DisabledTypeFilter.Instance));

    public static TheoryData<string> Kinds => ["folder", "process start", "delegate", "type", "unknown", "dictionary of objects"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_type_that_could_do_something_is_refused(string kind)
    {
        var bytes = Bytes(kind);
        Assert.Throws<SerializationException>(() => shared.Wire.FromBinary(bytes, typeof(object)));
    }

    [Theory]
    [InlineData("System.IO.DirectoryInfo, System.Private.CoreLib")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.Windows.Data.ObjectDataProvider, PresentationFramework")]
    [InlineData("System.Management.Automation.PSObject, System.Management.Automation")]
    [InlineData("No.Such.Type, Nowhere")]
    public void A_name_of_a_type_that_is_not_listed_is_refused(string name)
    {
        // Hyperion's manifest of an object: 255, the length of the type's name, the name.
        var text = Encoding.UTF8.GetBytes(name);
        byte[] bytes = [255, .. BitConverter.GetBytes(text.Length), .. text, 0, 0, 0, 0];
        Assert.Throws<SerializationException>(() => shared.Wire.FromBinary(bytes, typeof(object)));
    }

    [Fact]
    public async Task A_hostile_message_is_dropped_and_counted_and_the_connection_lives_on()
    {
        await using var test = new TestNode();
        using var stranger = ActorSystem.Create(AgentOptions.SystemName, $$"""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.actor.provider = remote
            akka.actor.serializers.hostile = "{{typeof(HostileSerializer).AssemblyQualifiedName}}"
            akka.actor.serialization-bindings { "{{typeof(Hostile).AssemblyQualifiedName}}" = hostile }
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            {{WireConfig.Remote("127.0.0.1", 0)}}
            {{WireConfig.Hocon}}
            """);
        var gateway = stranger.ActorSelection($"akka.tcp://{AgentOptions.SystemName}@{test.Node.Address}{AgentOptions.GatewayPath}");
        await gateway.Ask<Pong>(new Ping("x"), TestNode.Bound);
        var before = Refusals.Of(Refusal.Unreadable);
        foreach (var kind in Kinds) gateway.Tell(new Hostile(Bytes((string)kind.Data)), ActorRefs.NoSender);

        await gateway.Ask<Pong>(new Ping("x"), TestNode.Bound);
        Assert.True(Refusals.Of(Refusal.Unreadable) >= before + Kinds.Count);
    }

    private static byte[] Bytes(string kind)
    {
        object hostile = kind switch
        {
            "folder" => new Holder { Held = new DirectoryInfo("/tmp") },
            "process start" => new ProcessStartInfo("/bin/true"),
            "delegate" => (Action)Nothing,
            "type" => new Holder { Held = typeof(File) },
            "dictionary of objects" => new Dictionary<string, object> { ["x"] = new Uri("http://192.0.2.1/") },
            _ => new Holder { Held = "x" },
        };
        using var stream = new MemoryStream();
        Permissive.Serialize(hostile, stream);
        return stream.ToArray();
    }

    private static void Nothing()
    {
    }

    public sealed record Hostile(byte[] Bytes);

    public sealed class Holder
    {
        public object? Held { get; set; }
    }

    /// <summary>Sends what it holds under our serializer's number.</summary>
    public sealed class HostileSerializer(ExtendedActorSystem system) : Akka.Serialization.Serializer(system)
    {
        public override int Identifier => 1005;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => ((Hostile)obj).Bytes;

        public override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException();
    }
}
