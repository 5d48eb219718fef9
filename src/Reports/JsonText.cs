using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

public static class JsonText
{
    /// <summary>Indented for people, with line ends that no platform changes.</summary>
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Action<Utf8JsonWriter> write) => Of(write, Options);

    public static string LineOf(Action<Utf8JsonWriter> write) => Of(write, Options with { Indented = false });

    private static string Of(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options)) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>JSON has no NaN; what does not exist is null.</summary>
    public static void WriteValue(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } x && double.IsFinite(x)) json.WriteNumber(name, x);
        else json.WriteNull(name);
    }

    /// <summary>Both ends in an array, or null where there is no interval.</summary>
    public static void WriteInterval(this Utf8JsonWriter json, string name, IntervalEnds? interval)
    {
        if (interval is not { } ends || !double.IsFinite(ends.Low) || !double.IsFinite(ends.High))
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(ends.Low);
        json.WriteNumberValue(ends.High);
        json.WriteEndArray();
    }
}
