using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorBench.Reports;

/// <summary>Rows as a JSON array, one row a line; keys and values are those of the CSV.</summary>
public static class RowsJson
{
    public static void Write(TextWriter output, IEnumerable<AttemptRow> rows)
    {
        var separator = "[\n";
        foreach (var row in rows)
        {
            output.Write(separator);
            output.Write(Line(row));
            separator = ",\n";
        }

        output.Write(separator == "[\n" ? "[]\n" : "\n]\n");
    }

    internal static string Line(AttemptRow row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in RowColumns.All)
            {
                json.WritePropertyName(name);
                var (text, bare) = value(row);
                if (text is null) json.WriteNullValue();
                else if (bare) json.WriteRawValue(text);
                else json.WriteStringValue(text);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

/// <summary>Rows as one JSON object a line.</summary>
public static class RowsJsonl
{
    public static void Write(TextWriter output, IEnumerable<AttemptRow> rows)
    {
        foreach (var row in rows)
        {
            output.Write(RowsJson.Line(row));
            output.Write('\n');
        }
    }
}
