using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Agents.Security;
using ActorBench.Messages.Agents;
using Akka.Actor;
using Akka.Serialization;

namespace ActorBench.Agents.Wire;

/// <summary>JSON for what is said before both sides know that they are of one build and of one installation.</summary>
public sealed class RegistrationSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1006;

    public override string Manifest(object o) => o switch
    {
        Register => "register",
        RegistrationRefused => "registration-refused",
        JoinChallenge => "join-challenge",
        JoinProof => "join-proof",
        _ => throw new SerializationException($"{o.GetType().Name} is no registration."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Register m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.Register),
        RegistrationRefused m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.RegistrationRefused),
        JoinChallenge m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.JoinChallenge),
        JoinProof m => JsonSerializer.SerializeToUtf8Bytes(m, RegistrationJson.Default.JoinProof),
        _ => throw new SerializationException($"{obj.GetType().Name} is no registration."),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest) ?? throw new SerializationException("null is no registration.");
        }
        catch (SerializationException)
        {
            Refusals.Count(Refusal.Unreadable);
            throw;
        }
        catch (JsonException e)
        {
            Refusals.Count(Refusal.Unreadable);
            throw new SerializationException($"Not a registration: {e.Message}", e);
        }
    }

    private static object? Read(byte[] bytes, string manifest) => manifest switch
    {
        "register" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.Register),
        "registration-refused" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.RegistrationRefused),
        "join-challenge" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.JoinChallenge),
        "join-proof" => JsonSerializer.Deserialize(bytes, RegistrationJson.Default.JoinProof),
        _ => throw new SerializationException($"'{manifest}' is no registration."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Register))]
[JsonSerializable(typeof(RegistrationRefused))]
[JsonSerializable(typeof(JoinChallenge))]
[JsonSerializable(typeof(JoinProof))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
