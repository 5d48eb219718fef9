namespace ActorBench.Reports;

/// <summary>Rows as RFC 4180 with a header. A value that does not exist is empty.</summary>
public static class RowsCsv
{
    public static void Write(TextWriter output, IEnumerable<AttemptRow> rows)
    {
        output.Write(string.Join(',', RowColumns.All.Select(column => column.Name)));
        output.Write('\n');
        foreach (var row in rows)
        {
            output.Write(string.Join(',', RowColumns.All.Select(column => Cell(column.Value(row)))));
            output.Write('\n');
        }
    }

    private static string Cell(RowValue value)
    {
        if (value.Text is not { } text) return "";
        if (value.Bare) return text;

        // A spreadsheet runs a text that begins like a formula; an apostrophe makes it text again.
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
