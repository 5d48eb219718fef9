using ActorBench.Messages.Commands;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm.Interactive;

/// <summary>What a word that is being typed may become.</summary>
internal static class Completion
{
    /// <param name="text">The line up to the cursor.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<PaletteCard> palettes, string text)
    {
        var words = CommandLine.Split(text).ToList();
        if (text.Length == 0 || char.IsWhiteSpace(text[^1])) words.Add("");
        var begun = words[^1];
        return [.. Known(palettes, words).Where(word => word.StartsWith(begun, StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Known(IReadOnlyList<PaletteCard> palettes, List<string> words)
    {
        if (words.Count == 1) return [.. palettes.Select(p => p.Name), "help", "exit"];
        if (words[0] == "help") return words.Count == 2 ? palettes.Select(p => p.Name) : words.Count == 3 ? Commands(words[1]) : [];
        if (words.Count == 2) return [.. Commands(words[0]), "help"];
        if (words[1] == "help") return words.Count == 3 ? Commands(words[0]) : [];
        var command = palettes.FirstOrDefault(p => p.Name == words[0])?.Commands.FirstOrDefault(c => c.Name == words[1]);
        return command?.Arguments.Where(a => !a.Switches.Any(words.SkipLast(1).Contains)).Select(a => a.Switches[0]) ?? [];

        IEnumerable<string> Commands(string palette) => palettes.FirstOrDefault(p => p.Name == palette)?.Commands.Select(c => c.Name) ?? [];
    }

    /// <summary>The longest text that all of them begin with.</summary>
    public static string Common(IReadOnlyList<string> words) =>
        words.Aggregate((common, word) => common[..common.Zip(word).TakeWhile(letters => letters.First == letters.Second).Count()]);
}
