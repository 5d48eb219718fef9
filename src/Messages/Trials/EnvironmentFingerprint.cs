using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorBench.Messages.Trials;

/// <summary>What an endpoint's machine is and how it is set, and the hash that two equal ones share.</summary>
/// <param name="Facts">Dotted names and values; nothing that changes by itself, such as load or free memory, and nothing secret.</param>
public sealed record EnvironmentFingerprint(string Hash, Dictionary<string, string> Facts)
{
    public static EnvironmentFingerprint Of(IEnumerable<KeyValuePair<string, string>> facts)
    {
        var sorted = new Dictionary<string, string>(facts.OrderBy(fact => fact.Key, StringComparer.Ordinal), StringComparer.Ordinal);
        return new EnvironmentFingerprint(HashOf(sorted), sorted);
    }

    /// <returns>SHA-256 over <see cref="CanonicalJson"/>, in small hex digits.</returns>
    public static string HashOf(IEnumerable<KeyValuePair<string, string>> facts) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson(facts)));

    /// <summary>One object in UTF-8 without a space, its keys in the order of their bytes, every value a string: the same bytes on every machine.</summary>
    public static byte[] CanonicalJson(IEnumerable<KeyValuePair<string, string>> facts)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (key, value) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
