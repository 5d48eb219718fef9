using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Messages.Agents;
using Akka.Actor;
using Akka.Serialization;

namespace ActorBench.Agents.Wire;

/// <summary>JSON for the two messages that different builds must understand of each other.</summary>
public sealed class RegistrationSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1006;

    public override string Manifest(object o) => o switch
    {
        Register => "register",
        RegistrationRefused => "registration-refused",
        _ => throw new SerializationException($"{o.GetType().Name} is no registration."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Register m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.Register),
        RegistrationRefused m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.RegistrationRefused),
        _ => throw new SerializationException($"{obj.GetType().Name} is no registration."),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "register" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.Register)!,
        "registration-refused" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.RegistrationRefused)!,
        _ => throw new SerializationException($"'{manifest}' is no registration."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Register))]
[JsonSerializable(typeof(RegistrationRefused))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
