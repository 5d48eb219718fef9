using System.Globalization;

namespace ActorBench.EndToEnd.Tests.Results;

/// <summary>A row of <c>export -o csv</c>, read without any code of the program.</summary>
internal sealed record Row(IReadOnlyDictionary<string, string> Values)
{
    public string this[string column] => Values[column];

    public bool Accepted => this["accepted"] == "true";

    public int Trial => int.Parse(this["trial"], CultureInfo.InvariantCulture);

    public string[] Flags => this["flags"].Split(';', StringSplitOptions.RemoveEmptyEntries);

    public long Count(string column) => long.Parse(this[column], CultureInfo.InvariantCulture);

    public double Number(string column) => double.Parse(this[column], CultureInfo.InvariantCulture);

    /// <summary>10^6 bit/s both ways, from the counters alone.</summary>
    public double BothMbitS => (Count("bytes_out") + Count("bytes_in")) * 8e3 / Count("elapsed_ns");

    public (string Platform, string Protocol, long Size) Cell => (this["platform"], this["protocol"], Count("size_bytes"));

    public static IReadOnlyList<Row> Parse(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Fields).ToArray();
        return [.. lines.Skip(1).Select(line => new Row(lines[0].Zip(line).ToDictionary()))];
    }

    // RFC 4180, as far as a line holds its row.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (line[i] != '\r') field.Append(line[i]);
        }

        fields.Add(field.ToString());
        return fields;
    }
}
