using System.Text.Json;

namespace ActorBench.Reports.Explanations;

/// <summary>Explanations for people, at most 100 columns wide, and for scripts.</summary>
public static class ExplanationText
{
    private const int Width = 100;

    public static void Write(TextWriter output, Explanation one)
    {
        output.Write($"{one.Code} ({one.Kind})\n");
        Paragraph(output, one.Meaning);
        if (one.Remedy is { } remedy) Paragraph(output, $"What to do: {remedy}");
        if (one.Text is { } text) Paragraph(output, text);
    }

    /// <summary>Every code with its meaning in one line.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Explanation> all)
    {
        var (code, kind) = (all.Max(one => one.Code.Length), all.Max(one => one.Kind.Length));
        foreach (var one in all) output.Write($"{one.Code.PadRight(code)}  {one.Kind.PadRight(kind)}  {Shortened(one.Meaning, Width - code - kind - 4)}\n");
    }

    public static string Json(IEnumerable<Explanation> all) => JsonText.Of(json =>
    {
        json.WriteStartArray();
        foreach (var one in all) Write(json, one);
        json.WriteEndArray();
    });

    public static string Json(Explanation one) => JsonText.Of(json => Write(json, one));

    private static void Write(Utf8JsonWriter json, Explanation one)
    {
        json.WriteStartObject();
        json.WriteString("code", one.Code);
        json.WriteString("kind", one.Kind);
        json.WriteString("meaning", one.Meaning);
        json.WriteString("remedy", one.Remedy);
        json.WriteString("explanation", one.Text);
        json.WriteEndObject();
    }

    private static void Paragraph(TextWriter output, string text)
    {
        output.Write('\n');
        foreach (var line in Words.Wrapped(text, Width)) output.Write($"{line}\n");
    }

    private static string Shortened(string text, int width) => text.Length <= width ? text : $"{text[..(width - 1)].TrimEnd()}…";
}
