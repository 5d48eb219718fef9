using ActorBench.Campaigns.Files;
using ActorBench.Messages.Plans;

namespace ActorBench.Reports.Comparison;

/// <summary>Which cells to compare, in benchstat's way: <c>proto:tcp size:64KiB,1MiB -platform:routed</c>. All terms must hold, and one word of each.</summary>
public sealed class CellFilter
{
    private static readonly string[] Keys = ["proto", "platform", "class", "size", "engine"];

    private readonly (bool Not, string Key, string[] Words)[] _terms;

    private CellFilter((bool Not, string Key, string[] Words)[] terms) => _terms = terms;

    /// <returns>The filter, or the sentence that says what is wrong with the text.</returns>
    public static (CellFilter? Filter, string? Refusal) Read(string text)
    {
        var terms = new List<(bool, string, string[])>();
        foreach (var term in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var not = term.StartsWith('-');
            var parts = (not ? term[1..] : term).Split(':');
            if (parts.Length != 2 || parts[1].Length == 0) return (null, $"'{Words.Inert(term)}' is no term of a filter; write one such as 'proto:tcp' or '-size:1B,64KiB'.");
            if (!Keys.Contains(parts[0])) return (null, $"unknown key '{Words.Inert(parts[0])}' in the filter; {Nearest.Hint(parts[0], Keys)}");
            terms.Add((not, parts[0], parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries)));
        }

        return (new CellFilter([.. terms]), null);
    }

    public bool Takes(Cell cell) => _terms.All(term => term.Words.Any(word => Says(cell, term.Key, word)) != term.Not);

    private static bool Says(Cell cell, string key, string word) => string.Equals(word, key switch
    {
        "proto" => Words.Of(cell.Protocol),
        "platform" => cell.Platform,
        "class" => cell.SizeClass,
        "engine" => Words.Of(cell.Engine),
        _ => Words.SizeText(cell.RequestBytes).Replace(" ", "", StringComparison.Ordinal),
    }, StringComparison.OrdinalIgnoreCase);
}
