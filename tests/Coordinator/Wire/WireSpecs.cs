using System.Runtime.Serialization;
using System.Text;
using ActorBench.Agents;
using ActorBench.Agents.Wire;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using Akka.Actor;

namespace ActorBench.Coordinator.Tests.Wire;

/// <summary>One serializer for all of these: Hyperion takes a second to make the code for its types.</summary>
public sealed class WireSystem : IDisposable
{
    public ActorSystem System { get; } = ActorSystem.Create("wire", "akka.loglevel = WARNING\n" + WireConfig.Hocon);

    public WireSerializer Wire { get; }

    public WireSystem() => Wire = new WireSerializer((ExtendedActorSystem)System);

    public void Dispose() => System.Dispose();
}

public sealed class WireSpecs(WireSystem shared) : IClassFixture<WireSystem>
{
    private const int Seed = 20_261_123;

    private readonly ActorSystem _system = shared.System;

    public static TheoryData<string> MessageTypes => [.. WireTypes.Messages.Select(t => t.FullName!)];

    private WireSerializer Wire => shared.Wire;

    private RegistrationSerializer Registration => new((ExtendedActorSystem)_system);

    [Theory]
    [MemberData(nameof(MessageTypes))]
    public void Every_message_comes_out_as_it_went_in(string name)
    {
        var type = WireTypes.Messages.Single(t => t.FullName == name);
        var sample = Samples.Of(type);
        var back = Wire.FromBinary(Wire.ToBinary(sample), type);

        Assert.IsType(type, back);
        Assert.Equal(Samples.Text(sample), Samples.Text(back));
        Assert.IsType<WireSerializer>(_system.Serialization.FindSerializerFor(sample));
    }

    /// <summary>The compiler gives lists of expressions classes of its own, in the assembly that has the expression.</summary>
    [Fact]
    public void A_list_of_any_class_arrives_as_a_list()
    {
        IReadOnlyList<string> one = ["lossy"], three = [.. one, "invalid:steal", "invalid:clock"];
        Assert.IsNotType<string[]>(one);
        foreach (var overrides in (IReadOnlyList<string>[])[one, three, [], new List<string>(three), three.ToArray()])
        {
            var start = new CampaignCommands.Start(new CampaignId("c"), "text", null, overrides, "hash", new Dictionary<string, string>());
            Assert.Equal(overrides, Assert.IsType<CampaignCommands.Start>(Wire.FromBinary(Wire.ToBinary(start), typeof(object))).Overrides);
        }
    }

    /// <summary>Distributed data makes serializers anew for each kind of message, on the threads that read from other members.</summary>
    [Fact]
    public void Another_serializer_of_the_same_system_costs_nothing()
    {
        Wire.ToBinary(new Ping("a"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var another = new WireSerializer((ExtendedActorSystem)_system);
        Assert.Equal("a", Assert.IsType<Ping>(another.FromBinary(Wire.ToBinary(new Ping("a")), typeof(object))).Incarnation);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_type_that_is_not_listed_is_refused_by_the_writer()
    {
        Assert.ThrowsAny<Exception>(() => Wire.ToBinary(new Stranger("x")));
        Assert.ThrowsAny<SerializationException>(() => _system.Serialization.FindSerializerFor(new Stranger("x")));
    }

    [Fact]
    public void A_type_that_is_not_listed_is_refused_by_the_reader()
    {
        // The name of a part is written out; another name of the same length takes its place.
        var bytes = Wire.ToBinary(Samples.Of(typeof(EndpointCommands.Go)));
        var listed = Encoding.UTF8.GetBytes("ActorBench.Messages.Plans.TrialSpec, ");
        var at = bytes.AsSpan().IndexOf(listed);
        Assert.True(at >= 0);
        Encoding.UTF8.GetBytes("ActorBench.Messages.Plans.TrialSpec2, "[..^1]).AsSpan(0, listed.Length).CopyTo(bytes.AsSpan(at));

        Assert.Throws<SerializationException>(() => Wire.FromBinary(bytes, typeof(object)));
    }

    [Fact]
    public void Bytes_that_are_cut_short_or_random_are_a_refused_message_and_nothing_worse()
    {
        var whole = Wire.ToBinary(Samples.Of(typeof(EndpointCommands.Go)));
        for (var length = 0; length < whole.Length; length += 7)
            Assert.Throws<SerializationException>(() => Wire.FromBinary(whole[..length], typeof(object)));
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var noise = new byte[random.Next(1, 64)];
            random.NextBytes(noise);
            if (Record.Exception(() => Wire.FromBinary(noise, typeof(object))) is { } error) Assert.IsType<SerializationException>(error);
        }

        Assert.NotNull(Wire.FromBinary(whole, typeof(object)));
    }

    [Theory]
    [InlineData(typeof(Register))]
    [InlineData(typeof(RegistrationRefused))]
    [InlineData(typeof(JoinChallenge))]
    [InlineData(typeof(JoinProof))]
    public void A_registration_is_json_that_comes_out_as_it_went_in(Type type)
    {
        var sample = Samples.Of(type);
        var bytes = Registration.ToBinary(sample);

        Assert.StartsWith("{\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(Samples.Text(sample), Samples.Text(Registration.FromBinary(bytes, Registration.Manifest(sample))));
        Assert.IsType<RegistrationSerializer>(_system.Serialization.FindSerializerFor(sample));
    }

    [Fact]
    public void Another_build_or_protocol_is_refused_by_name()
    {
        var mine = (Register)Samples.Of(typeof(Register)) with
        {
            Build = BuildIdentity.Current,
            ProtocolVersion = Register.CurrentProtocolVersion,
            Host = "h7",
        };

        Assert.Null(BuildIdentity.WhyNot(mine));
        Assert.Contains("build 9.9.9+other", BuildIdentity.WhyNot(mine with { Build = "9.9.9+other" }), StringComparison.Ordinal);
        Assert.Contains("of h7 speaks protocol 99", BuildIdentity.WhyNot(mine with { ProtocolVersion = 99 }), StringComparison.Ordinal);
    }

    private sealed record Stranger(string Name);
}
