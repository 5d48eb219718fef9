using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorBench.Reports;

namespace ActorBench.Coordinator.Commands;

/// <summary>A column of a command's rows: the same in text and in JSON.</summary>
/// <param name="Name">Key of the JSON; as a header its underscores are spaces.</param>
/// <param name="Value">Text, number, truth or null.</param>
/// <param name="Right">Numbers stand at the right.</param>
/// <param name="Show">The value for people, where that is another one.</param>
public sealed record CommandColumn<T>(string Name, Func<T, object?> Value, bool Right = false, Func<T, string>? Show = null);

/// <summary>Rows as lines: aligned text for people, one JSON object a line for scripts.</summary>
public static class CommandTable
{
    /// <param name="none">The line where there are no rows.</param>
    public static IEnumerable<string> Lines<T>(bool json, IReadOnlyList<CommandColumn<T>> columns, IReadOnlyList<T> rows, string none) =>
        json ? rows.Select(row => Json(columns, row)) : rows.Count == 0 ? [none] : Text(columns, rows);

    public static string Json<T>(IReadOnlyList<CommandColumn<T>> columns, T row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var column in columns) Write(json, column.Name, column.Value(row));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static IEnumerable<string> Text<T>(IReadOnlyList<CommandColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var cells = rows.Select(row => columns.Select(column => column.Show?.Invoke(row) ?? Show(column.Value(row))).ToArray())
            .Prepend([.. columns.Select(column => column.Name.Replace('_', ' '))])
            .ToList();
        var widths = columns.Select((_, i) => cells.Max(row => row[i].Length)).ToArray();
        return cells.Select(row => string.Join("  ", row.Select((cell, i) => columns[i].Right ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Show(object? value) => value switch
    {
        null => "–",
        string text => Words.Inert(text),
        bool truth => truth ? "yes" : "no",
        double number => double.IsFinite(number) ? Words.Thousands(number, Math.Abs(number) >= 100 ? 1 : 3) : "–",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            case double: json.WriteNull(name); break;
            default: json.WriteString(name, value.ToString()); break;
        }
    }
}
